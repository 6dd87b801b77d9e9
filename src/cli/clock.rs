//! How a run is timed, stage by stage.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use super::say;

/// What the last line of a table is called.
const TOTAL: &str = "total";

/// Times the stages of a run and shows the one it is at.
pub(super) struct Clock {
    start: Instant,
    stages: Vec<(&'static str, Instant)>,
    end: Option<Instant>,
}

#[expect(clippy::disallowed_methods, reason = "the command line is where time is measured")]
impl Clock {
    pub(super) fn start() -> Self {
        Self { start: Instant::now(), stages: Vec::new(), end: None }
    }

    /// A stage begins.
    pub(super) fn stage(&mut self, name: &'static str) {
        say::progress(Some(name));
        self.stages.push((name, Instant::now()));
    }

    /// The run is over: the time that it took, in seconds, as words.
    pub(super) fn stop(&mut self) -> String {
        say::progress(None);
        let end = *self.end.insert(Instant::now());
        format!("{:.2} s", (end - self.start).as_secs_f64())
    }

    /// How long each stage took until the run was over, as a table.
    pub(super) fn table(&self) -> String {
        let end = self.end.unwrap_or_else(Instant::now);
        let ends = self.stages.iter().skip(1).map(|(_, begin)| *begin).chain([end]);
        let times = self.stages.iter().zip(ends).map(|((name, begin), end)| (*name, end - *begin));
        table(&summed(times), end - self.start)
    }
}

/// Stages in the order in which they began first; one that came again is one.
fn summed(times: impl Iterator<Item = (&'static str, Duration)>) -> Vec<(&'static str, Duration)> {
    let mut stages: Vec<(&str, Duration)> = Vec::new();
    for (name, time) in times {
        match stages.iter_mut().find(|(known, _)| *known == name) {
            Some((_, sum)) => *sum += time,
            None => stages.push((name, time)),
        }
    }
    stages
}

/// A line for each stage with its seconds and its share of the whole, and one for the whole.
fn table(stages: &[(&str, Duration)], whole: Duration) -> String {
    let wide = stages.iter().map(|(name, _)| name.len()).max().unwrap_or(0).max(TOTAL.len());
    let mut text = String::new();
    for (name, time) in stages {
        let share = 100.0 * time.as_secs_f64() / whole.as_secs_f64().max(f64::MIN_POSITIVE);
        let _ = writeln!(text, "  {name:wide$} {:>9.3} s {share:>4.0} %", time.as_secs_f64());
    }
    let _ = write!(text, "  {TOTAL:wide$} {:>9.3} s", whole.as_secs_f64());
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn milliseconds(time: u64) -> Duration {
        Duration::from_millis(time)
    }

    #[test]
    fn each_stage_has_its_seconds_and_its_share() {
        let stages = [("load", milliseconds(250)), ("assemble", milliseconds(12_500))];
        insta::assert_snapshot!(table(&stages, milliseconds(25_000)), @r"
          load         0.250 s    1 %
          assemble    12.500 s   50 %
          total       25.000 s
        ");
        assert_eq!(table(&[], Duration::ZERO), "  total     0.000 s");
    }

    #[test]
    fn a_stage_that_comes_again_is_one_line_at_its_first_place() {
        let times = [("load", 1), ("parse", 2), ("load", 4)].map(|(name, time)| (name, milliseconds(time)));
        assert_eq!(summed(times.into_iter()), [("load", milliseconds(5)), ("parse", milliseconds(2))]);
    }

    #[test]
    fn the_table_ends_where_the_run_did() {
        let mut clock = Clock::start();
        clock.stage("load");
        clock.stop();
        let table = clock.table();
        std::thread::sleep(milliseconds(3));
        assert_eq!(clock.table(), table);
    }
}
