//! Goals of the completion standard that nobody can reach.

use std::collections::BTreeMap;

use super::RuleInput;
use crate::finding::{Finding, Rule};
use crate::model::course::{Clinic, Course, Criterion, Module};
use crate::model::kinds::{Goal, GoalKind, Part};
use crate::paper::Layout;
use crate::text::{Place, Span};

/// A goal and a log that it does not fit, with the modules of which that is true.
struct Misfit<'a> {
    goal: Goal,
    rows: u32,
    first: &'a Module,
    modules: usize,
}

pub(super) fn find(input: RuleInput<'_>) -> Vec<Finding> {
    let course = input.course;
    // Standard and log are mostly inherited: what is wrong with many modules is said once, where it was written.
    let mut misfits: BTreeMap<(&Place, Goal), Misfit<'_>> = BTreeMap::new();
    let mut unshown: BTreeMap<(&Place, GoalKind), &Module> = BTreeMap::new();
    let mut findings = Vec::new();
    for (index, module) in course.modules.iter().enumerate() {
        let parts = &course.clinic(module.id).parts;
        if !parts.contains(&Part::Log) || !parts.contains(&Part::Completion) {
            continue;
        }
        for criterion in &course.clinic(module.id).completion.criteria {
            let (Some(goal), Some(place)) = (criterion.goal, &criterion.goal_place) else { continue };
            if goal.kind.is_logged() && goal.count > blank_rows(course.clinic(module.id)) {
                note(&mut misfits, course, module, (goal, place));
            } else if cannot_be_shown(course.clinic(module.id), goal) {
                unshown.entry((place, goal.kind)).or_insert(module);
            } else if index == 0 && has_nothing_older(course, module, criterion, place) {
                findings.push(nothing_older(place));
            }
        }
    }
    findings.extend(misfits.into_iter().map(|((place, _), misfit)| too_much(course, place, &misfit)));
    findings.extend(unshown.into_iter().map(|((place, kind), module)| {
        let evidence = &course.clinic(module.id).evidence;
        // A goal that is built in was written nowhere: then it is the list of kinds that lacks one.
        not_shown(if place.span() == Span::default() { &evidence.place } else { place }, kind)
    }));
    findings
}

/// Whether a goal is counted by evidence, and none of the kinds counts for it.
fn cannot_be_shown(clinic: &Clinic, goal: Goal) -> bool {
    let by_evidence = matches!(goal.kind, GoalKind::WithCounterexample | GoalKind::ChangesArtifact);
    by_evidence && clinic.evidence.counting(goal.kind).next().is_none()
}

fn not_shown(place: &Place, kind: GoalKind) -> Finding {
    let word = kind.word();
    Finding::new(Rule::UnreachableGoal, place.clone(), format!("no kind of evidence counts toward the goal `{word}`"))
        .help(format!("add `counts: [{word}]` to one of the kinds under `evidence:`, or remove the goal"))
}

fn note<'a>(
    misfits: &mut BTreeMap<(&'a Place, Goal), Misfit<'a>>,
    course: &'a Course,
    module: &'a Module,
    (goal, goal_place): (Goal, &'a Place),
) {
    let log = &course.clinic(module.id).log;
    // A goal that is built in was written nowhere: then it is the number of rows that is too small.
    let place = if goal_place.span() == Span::default() { &log.rows_place } else { goal_place };
    let rows = blank_rows(course.clinic(module.id));
    let misfit = misfits.entry((place, goal)).or_insert(Misfit { goal, rows, first: module, modules: 0 });
    misfit.modules += 1;
    if rows < misfit.rows {
        (misfit.rows, misfit.first) = (rows, module);
    }
}

fn blank_rows(clinic: &Clinic) -> u32 {
    Layout::new(&clinic.sheets, false).blank_rows(&clinic.log)
}

fn too_much(course: &Course, place: &Place, misfit: &Misfit<'_>) -> Finding {
    let Goal { kind, count } = misfit.goal;
    let source = &course.page(misfit.first.clinic_page).source;
    let is_own = misfit.modules == 1 && *source == place.path;
    let of_whom = if is_own { String::new() } else { format!(" for `{source}`") };
    let others = match misfit.modules - 1 {
        0 => String::new(),
        1 => ", and 1 other module also has too few".to_owned(),
        many => format!(", and {many} other modules also have too few"),
    };
    let rows = match misfit.rows {
        0 => "no blank rows".to_owned(),
        1 => "only 1 blank row".to_owned(),
        rows => format!("only {rows} blank rows"),
    };
    let message =
        format!("the goal `{}: {count}` is out of reach: the log sheet{of_whom} has {rows}{others}", kind.word());
    Finding::new(Rule::UnreachableGoal, place.clone(), message)
        .help(format!("set at least {count} rows, as in `log: {{ rows: {count} }}`, or lower the goal"))
}

/// A standard of the whole course is written for the modules that have something older.
fn has_nothing_older(course: &Course, module: &Module, criterion: &Criterion, place: &Place) -> bool {
    let own = [module.main, module.clinic_page].iter().any(|page| course.page(*page).source == place.path);
    let connects = criterion.goal.is_some_and(|goal| goal.kind == GoalKind::ConnectsBack);
    connects && own && module.builds_on.is_empty()
}

fn nothing_older(place: &Place) -> Finding {
    let message = "the goal requires entries that connect to an earlier module, but this is the first module";
    Finding::new(Rule::UnreachableGoal, place.clone(), message)
        .help("remove the criterion, or name a module under `builds_on:`")
}
