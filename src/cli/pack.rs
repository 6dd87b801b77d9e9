//! `clinic pack`

use std::path::PathBuf;

use mistake_clinic::api::error::Result;
use mistake_clinic::api::pipeline;

use super::clock::Clock;
use super::course::{Common, find};
use super::{Status, build, say};

const AFTER_HELP: &str = "\
The archive contains the site that `clinic build --for-folder` writes. To read the site, unpack the archive and open \
`index.html` in a browser. Readers need no web host, internet connection, or additional software.

  clinic pack                           pack the course in this folder into an archive named after the course
  clinic pack my-course -o /media/usb   write the archive to a USB drive
  clinic pack --edition instructor      include all answers, to share with other instructors";

/// Pack the site into one ZIP archive that readers can open without a web host
#[derive(clap::Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Args {
    /// Course folder, or a file in it [default: the course in this folder, in ./site, or in a parent folder]
    dir: Option<PathBuf>,
    #[command(flatten)]
    common: Common,
    /// Archive file to write, or a folder for an archive named after the course
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// Packs.
pub(super) fn run(args: &Args) -> Result<Status> {
    let mut clock = Clock::start();
    let (root, options) = (find(args.dir.as_deref())?, args.common.options());
    let observer = &mut |stage| clock.stage(stage);
    let packed =
        pipeline::pack(args.common.course(&root), options, args.output.as_deref(), args.common.caching(), observer)?;
    let time = clock.stop();
    build::say_all(&packed.built, &time);
    if let Some(archive) = &packed.archive {
        let (file, size) = (archive.file.display().to_string(), size(archive.length));
        say::note(&format!("packed {} files, {size}: {}", archive.files, say::strong(&file)));
    }
    if args.common.verbose {
        say::table(&clock.table());
    }
    Ok(build::status(&args.common, &packed.built))
}

/// A length in bytes as people read it.
fn size(bytes: usize) -> String {
    let thousands = bytes.div_ceil(1000);
    if thousands < 1000 {
        format!("{thousands} kB")
    } else {
        format!("{}.{} MB", thousands / 1000, thousands % 1000 / 100)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_is_told_in_the_unit_that_people_read() {
        assert_eq!([1, 999_000, 999_001, 2_560_000].map(size), ["1 kB", "999 kB", "1.0 MB", "2.5 MB"]);
    }
}
