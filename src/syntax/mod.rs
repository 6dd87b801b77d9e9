//! Layer 2: foreign readers behind own types.

pub mod colour;
pub mod fence;
pub mod hidden;
pub mod highlight;
pub mod image;
pub mod markdown;
pub mod math;
pub mod yaml;
