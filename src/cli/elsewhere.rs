//! Words that people know from other tools, and what they are called here.

use clap::error::{ContextKind, ContextValue, ErrorKind};

use mistake_clinic::api::error::Error;

/// Commands of other tools, and what does the same here.
const COMMANDS: [(&[&str], &str); 13] = [
    (
        &["dev", "watch", "preview", "server", "start", "run", "live"],
        "run `clinic serve`, which shows the site in a browser and updates it when you save",
    ),
    (&["lint", "validate", "verify", "test", "doctor"], "run `clinic check`"),
    (&["fix", "format", "fmt"], "run `clinic check --fix`, which makes every repair that is certain"),
    (&["compile", "make", "generate", "render"], "run `clinic build`"),
    (&["publish", "deploy"], "run `clinic build`, which writes a site that you can copy to any web host"),
    (&["create", "new-course", "new-site", "setup"], "run `clinic init DIR`"),
    (&["add", "new-module", "new-page", "module", "page"], "run `clinic new PATH`"),
    (&["rename", "mv"], "run `clinic move FROM TO`"),
    (&["convert", "migrate"], "run `clinic import FILE`"),
    (&["pdf", "sheets", "worksheets"], "run `clinic print --out DIR`, which creates PDF files"),
    (&["rules", "rule"], "run `clinic explain`"),
    (&["themes"], "run `clinic theme list`"),
    (&["completion", "complete"], "run `clinic completions SHELL`"),
];

/// Options of other tools, and what does the same in a command.
const OPTIONS: [(&str, &[&str], &str); 8] = [
    ("build", &["--watch", "-w", "--live", "--serve"], "run `clinic serve`, which rebuilds whenever you save"),
    ("check", &["--watch", "-w"], "run `clinic serve`, which reports problems whenever you save"),
    (
        "serve",
        &["--watch", "-w", "--reload", "--livereload"],
        "leave out this option: `clinic serve` always rebuilds when you save",
    ),
    ("build", &["--destination", "--dest-dir", "--out", "--out-dir", "-d"], "use `--output DIR`"),
    ("build", &["--draft", "--buildDrafts", "-D"], "use `--drafts`"),
    ("build", &["--strict", "--werror", "--fail-on-warnings"], "use `--deny-warnings`"),
    ("check", &["--strict", "--werror", "--fail-on-warnings"], "use `--deny-warnings`"),
    ("check", &["--json"], "use `--format json`"),
];

/// What somebody meant who typed a word of another tool; nothing for all else.
pub(super) fn told(error: &clap::Error) -> Option<Error> {
    let typed = |kind| match error.get(kind) {
        Some(ContextValue::String(word)) => Some(word.as_str()),
        _ => None,
    };
    match error.kind() {
        ErrorKind::InvalidSubcommand => command(typed(ContextKind::InvalidSubcommand)?),
        ErrorKind::UnknownArgument => {
            let given = std::env::args().skip(1).find(|word| !word.starts_with('-'))?;
            option(&given, typed(ContextKind::InvalidArg)?)
        }
        _ => None,
    }
}

fn command(word: &str) -> Option<Error> {
    if cfg!(not(feature = "serve")) && (word == "serve" || COMMANDS[0].0.contains(&word)) {
        return Some(Error::refused(
            "this version of `clinic` was built without the preview",
            "install `clinic` with the `serve` feature",
        ));
    }
    let (_, instead) = COMMANDS.iter().find(|(words, _)| words.contains(&word))?;
    Some(Error::refused(format!("`clinic` has no `{word}` command"), *instead))
}

fn option(command: &str, word: &str) -> Option<Error> {
    let is_meant = |(of, words, _): &&(&str, &[&str], &str)| *of == command && words.contains(&word);
    let (.., instead) = OPTIONS.iter().find(is_meant)?;
    Some(Error::refused(format!("`clinic {command}` has no `{word}` option"), *instead))
}

#[cfg(test)]
mod tests {
    use super::super::arguments;
    use super::*;

    #[test]
    fn no_word_hides_a_command_or_option_that_is_there() {
        let all = arguments();
        for word in COMMANDS.iter().flat_map(|(words, _)| words.iter()) {
            assert!(all.find_subcommand(word).is_none(), "{word}");
        }
        for (of, words, _) in OPTIONS {
            let Some(command) = all.find_subcommand(of) else { continue };
            for word in words {
                let is_it = |argument: &clap::Arg| {
                    let long = argument.get_long().map(|long| format!("--{long}"));
                    let short = argument.get_short().map(|short| format!("-{short}"));
                    [long, short].into_iter().flatten().any(|name| name == *word)
                };
                assert!(!command.get_arguments().any(is_it), "{of} {word}");
            }
        }
    }

    #[test]
    fn each_word_leads_to_a_command_or_option_that_is_there() {
        let all = arguments();
        let instead = COMMANDS.iter().map(|(_, instead)| instead).chain(OPTIONS.iter().map(|(.., instead)| instead));
        for words in instead {
            let quoted = words.split('`').nth(1).unwrap_or_default();
            let mut parts = quoted.split(' ');
            match parts.next() {
                Some("clinic") => {
                    let name = parts.next().unwrap_or_default();
                    assert!(all.find_subcommand(name).is_some() || name == "serve", "{words}");
                }
                Some(option) => {
                    let long = option.trim_start_matches("--");
                    let knows = |name| {
                        all.find_subcommand(name)
                            .is_some_and(|of| of.get_arguments().any(|one| one.get_long() == Some(long)))
                    };
                    assert!(knows("build") || knows("check"), "{words}");
                }
                None => unreachable!("something is quoted"),
            }
        }
    }
}
