//! What the parts of a clinic are made with.

use super::links::Resolver;
use super::reader::Reader;
use crate::config::settings::Settings;
use crate::model::course::Module;
use crate::strings::Strings;

/// Makes the clinic of one module.
pub(super) struct ClinicMaker<'m, 'a> {
    pub(super) reader: &'m mut Reader<'a>,
    /// Stands on the clinic page.
    pub(super) resolver: &'m mut Resolver<'a>,
    pub(super) strings: &'a Strings,
    pub(super) module: &'a Module,
    /// What the module inherits, with what it says itself.
    pub(super) settings: &'m Settings,
}
