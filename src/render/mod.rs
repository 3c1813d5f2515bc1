//! Renders pages from layouts: MiniJinja templates (or Tera ones) over lazy views of the read model.
//!
//! A view looks an attribute up when a template reads it. The program contains default layouts and interface messages;
//! files of a site with the same names replace them.

mod basemap;
mod borders;
mod catalogue;
mod change_report;
mod check_messages;
mod defaults;
mod engine;
mod filters;
mod layouts;
mod list_index;
mod load;
mod locale_calendar;
mod locale_date;
mod locale_interval;
mod locale_number;
mod locale_pattern;
mod locale_style;
mod locale_symbols;
mod locale_words;
mod message;
mod message_calls;
mod message_keys;
mod record_text;
mod renderer;
#[cfg(feature = "tera")]
mod tera;
mod theme;
mod view;

pub use basemap::Basemap;
pub use borders::{Borders, load_borders};
pub use catalogue::{Catalogue, CatalogueEntry, MessageForms};
pub use change_report::{ReportSide, change_report};
pub use defaults::{default_layout, default_layouts, merge_with_defaults};
pub use layouts::Layouts;
pub use load::load;
pub use renderer::Renderer;
#[cfg(feature = "tera")]
pub use tera::check as check_tera;
pub use theme::Theme;
pub use view::page_title;
