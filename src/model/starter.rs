//! The words of a new file, in which nothing is said yet: `clinic new` writes them, and a rule finds those that are left.

/// The description of a new module.
pub const MODULE: &str = "What this module is about, in one line.";

/// The description of a new practice page.
pub const PRACTICE: &str = "What learners practice here, in one line.";

/// The description of any other new page.
pub const PAGE: &str = "What this page is about, in one line.";

/// The trap of the one row.
pub const MISTAKE: &str = "What people really get wrong here";

/// Its place.
pub const PLACE: &str = "a practice page in this module, or plain text";

/// Its symptom.
pub const SYMPTOM: &str = "How you notice the mistake";

/// Its repair.
pub const REPAIR: &str = "What shows that the mistake is repaired";

/// The text of a module.
pub const MODULE_TEXT: &str = "What this module is about, and what to do first.";

/// The task of a practice page.
pub const TASK: &str = "What to do, step by step.";

/// How the one statement ends.
pub const STATEMENT_END: &str = "that someone who knows the subject might believe.";

/// Its answer.
pub const ANSWER: &str = "What is wrong with the statement, why it is tempting, and how it should read.";

/// The text of any other page.
pub const PAGE_TEXT: &str = "What this page says, and what to do with it.";

/// The values of front matter among them.
pub const VALUES: [&str; 7] = [MODULE, PRACTICE, PAGE, MISTAKE, PLACE, SYMPTOM, REPAIR];

/// Whether a line of a body is one of them.
pub fn is_line(line: &str) -> bool {
    let line = line.trim_start_matches(['>', ' ', '\t']).trim_end();
    matches!(line, MODULE_TEXT | PAGE_TEXT | TASK | ANSWER)
        || line.trim_end_matches(['"', '”']).ends_with(STATEMENT_END)
}
