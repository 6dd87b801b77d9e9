//! The program from outside: courses are written, and what comes of them is asked about. Each file opens with what it
//! guards. They are one program, so that the library is linked once and tests of all files run side by side.

#[path = "../support/mod.rs"]
mod support;

mod alone;
mod answers;
mod at_once;
mod bad_input;
mod cards;
mod code_from_file;
mod content;
mod editions;
mod empty_course;
mod every_rule;
mod explain;
mod findings;
mod fixing;
mod floods;
mod folder;
mod formats;
mod front_matter;
mod hostile;
mod ids;
mod images;
mod importing;
mod importing_trees;
mod in_doubt;
mod in_step;
mod kept;
mod languages;
mod leaks;
mod marks;
mod moving;
mod names;
mod offline;
mod preview;
mod print;
mod publish;
mod publishing;
mod relocate;
mod rules;
mod scaffold;
mod search;
mod seed_shape;
mod serve;
mod sheets;
mod slips;
mod storm;
mod templates;
mod theme;
mod unmoved;
mod values;
