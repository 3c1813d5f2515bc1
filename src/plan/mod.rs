//! The plan of a site: all files of the output with their routes and addresses.
//!
//! Pages in all languages, exports, assets and redirect pages are entries of one list. So collisions, the sitemap and links
//! have one source. The content of a page is rendered later, from its [`PageKind`].

mod address;
mod asset_route;
mod collisions;
mod dated_records;
mod export;
mod file_uses;
mod former_addresses;
mod host_limits;
mod language_pages;
mod model;
mod page;
mod page_list;
mod page_name;
mod pagination;
mod planner;
mod redirect;
mod redirects;
mod removed_files;
mod route;
mod share_images;
mod sitemap_parts;

pub use address::{Address, relative};
pub use dated_records::DatedRecord;
pub use export::{Export, Feed, Table, calendar_kinds};
pub use host_limits::{check_files, output_too_large};
pub use model::Plan;
pub use page::{ChartKind, Page, PageKind, ScriptData};
pub use page_name::{VIEW_NAMES, named_page, view_page};
pub(crate) use pagination::count_pages;
pub use pagination::{MAX_INLINE_MEMBERS, MAX_TIMELINE_ROWS, RECORDS_PER_PAGE};
pub use planner::{PlanBefore, SiteFiles, plan};
pub use redirect::Redirect;
pub use removed_files::check_removed_files;
pub use route::Route;
pub use share_images::{share_colours, share_font, share_text};
pub use sitemap_parts::sitemap_pages;
