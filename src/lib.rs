//! x
pub mod source;
pub mod diagnostic;
pub mod site;
pub mod record;
pub mod atlas;
