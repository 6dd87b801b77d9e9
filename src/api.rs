//! What the program, the tests from outside, the examples and the benchmarks use of the library, under the names of its
//! rooms. All else is for the library alone, so that the compiler tells what nobody uses.

#![expect(missing_docs, reason = "each room says at its own head what it is for")]

pub mod config {
    pub use crate::config::BaseUrl;
}

pub mod error {
    pub use crate::error::{Error, Result};
}

pub mod finding {
    pub use crate::finding::concise::concise;
    pub use crate::finding::github::github;
    pub use crate::finding::human::{Abridged, Style, abridged, human};
    pub use crate::finding::json::{json, json_with};
    pub use crate::finding::report::{Counts, Sources, by_rule, printable, printable_in_line};
    pub use crate::finding::suggest::nearest;
    pub use crate::finding::{Finding, Fix, Rule, Severity};

    pub mod guide {
        pub use crate::finding::guide::address;
    }

    pub mod explain {
        pub use crate::finding::explain::{Block, Example, Explanation, explain, explanations, json};
    }
}

pub mod fix {
    pub use crate::fix::{Change, Repairs};
}

pub mod fs {
    pub use crate::fs::{Healed, Lock, Locked, Root, canonical, heal, is_dir, is_file, read_dir, write};
}

pub mod import {
    pub use crate::import::{Counts, Import, ImportRequest, ImportedPage, State, Told, import};
}

pub mod load {
    pub use crate::load::Texts;
}

pub mod model {
    pub use crate::model::kinds::{Edition, Paper, SheetKind, SiteForm};
}

pub mod pdf {
    pub use crate::pdf::{Printed, Search, Settings, Workspace, is_ignored, is_root, print};
}

pub mod pipeline {
    pub use crate::pipeline::look::Look;
    pub use crate::pipeline::sheets::{Per, Wanted};
    pub use crate::pipeline::{
        Built, Caching, Checked, CourseAt, Destination, Options, Packed, Report, Served, SheetCount, Site, Totals,
        Withheld, build, check, pack, read, read_with,
    };

    pub mod preview {
        pub use crate::pipeline::preview::{Preview, View};
    }
}

pub mod plan {
    pub use crate::plan::Rank;
}

pub mod publish {
    pub use crate::publish::{Archived, Output, OutputRequest, Publication, Published, archive};
}

pub mod relocate {
    pub use crate::relocate::{Left, Relocated, Relocation, relocate};
}

pub mod scaffold {
    pub use crate::scaffold::{
        CopyRequest, Doubt, Host, InitRequest, Made, MoveRequest, New, NewRequest, ProgramSource, copy, init, move_to,
        new, new_observed,
    };
}

#[cfg(feature = "serve")]
pub mod serve {
    pub use crate::serve::course::PreviewSite;
    pub use crate::serve::{Events, News, Options, serve};
}

pub mod strings {
    pub use crate::strings::Strings;
}

pub mod syntax {
    pub use crate::syntax::colour::Colour;
    pub use crate::syntax::highlight::{CLASSES, PALETTES, TOKENS};
}

pub mod text {
    pub use crate::text::address::readable;
    pub use crate::text::id::content_id;
    pub use crate::text::quote::yaml_scalar;
    pub use crate::text::words::joined;
    pub use crate::text::{Place, SourceFile, SourcePath, Span};
}

pub mod theme {
    pub use crate::theme::ThemeEntry;
}
