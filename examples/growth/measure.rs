//! One run of the program: its time and its memory.

use std::fmt;
use std::fs;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::Duration;

use crate::dimension::Dimension;

/// A run that takes more of the processor is ended, in seconds.
const PATIENCE: f64 = 60.0;

/// What `/proc/…/stat` counts time in.
const TICKS_PER_SECOND: f64 = 100.0;

pub struct Run<'a> {
    pub program: &'a Path,
    pub folder: &'a Path,
    pub dimension: &'a Dimension,
}

#[derive(Default)]
pub struct Figures {
    pub seconds: f64,
    pub mebibytes: usize,
    /// `None` where the run was ended.
    status: Option<ExitStatus>,
}

impl Figures {
    /// Whether the program fell over or did not end.
    pub fn broken(&self) -> bool {
        self.status.and_then(|status| status.code()).is_none_or(|code| code > 2)
    }
}

impl fmt::Display for Figures {
    fn fmt(&self, to: &mut fmt::Formatter) -> fmt::Result {
        let end = if self.broken() { "!" } else { "" };
        write!(to, "{:>6.2} s {:>5} MiB{end}", self.seconds, self.mebibytes)
    }
}

impl Run<'_> {
    /// Writes the course and runs the program on it.
    pub fn measure(&self, count: usize) -> Figures {
        let course = self.folder.join("course");
        let _ = fs::remove_dir_all(&course);
        for (path, text) in (self.dimension.course)(count) {
            let path = course.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let program = fs::canonicalize(self.program).unwrap();
        let child = Command::new(program)
            .args(self.dimension.command)
            .current_dir(&course)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        watch(child)
    }
}

fn watch(mut child: Child) -> Figures {
    let mut figures = Figures::default();
    let process = format!("/proc/{}", child.id());
    loop {
        figures.look(Path::new(&process));
        if let Some(status) = child.try_wait().unwrap() {
            figures.status = Some(status);
            return figures;
        }
        if figures.seconds > PATIENCE {
            child.kill().unwrap();
            child.wait().unwrap();
            return figures;
        }
        thread::sleep(Duration::from_millis(2));
    }
}

impl Figures {
    /// Reads what the system tells about a process, as long as it is there.
    fn look(&mut self, process: &Path) {
        let Ok(stat) = fs::read_to_string(process.join("stat")) else { return };
        let fields: Vec<&str> = stat.rsplit(") ").next().unwrap_or_default().split(' ').collect();
        let ticks = |index: usize| fields.get(index).and_then(|field| field.parse::<f64>().ok()).unwrap_or_default();
        self.seconds = self.seconds.max((ticks(11) + ticks(12)) / TICKS_PER_SECOND);
        let Ok(status) = fs::read_to_string(process.join("status")) else { return };
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
        let kibibytes: usize = peak.trim().trim_end_matches(" kB").parse().unwrap_or_default();
        self.mebibytes = self.mebibytes.max(kibibytes / 1024);
    }
}
