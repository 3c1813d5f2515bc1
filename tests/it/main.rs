//! All Rust tests in one program, so that the library is linked once.

#![expect(
    clippy::disallowed_methods,
    reason = "tests run programs, wait, and write to temporary folders"
)]

#[path = "../../fuzz/cases.rs"]
mod cases;
mod driver;
mod program;

mod architecture;
mod base_url;
mod borders;
mod breakage;
mod change;
mod commonmark;
mod content_edit;
mod counts;
mod diff;
mod disk;
mod documentation;
mod documents;
mod due;
mod edit_script;
mod explanations;
mod extent;
mod fake_site;
mod fallback_marks;
mod faults;
mod fifty_mistakes;
mod fuzz_cases;
mod golden;
mod hints;
mod hosts;
mod layout_copies;
mod limits;
mod long_lists;
mod lsp;
mod many_mistakes;
mod mentions;
mod new_atlas;
mod page_ids;
mod pictures;
mod policy;
mod preview_equals_build;
mod preview_files;
mod preview_server;
mod preview_watch;
mod properties;
mod pseudo_locale;
mod provenance;
mod publish;
mod random;
mod refactor;
mod reread;
mod round_trip;
mod schema;
mod second_look;
mod shapes;
mod share_images;
mod shipped;
mod statuses;
mod suite;
mod systems;
mod tables;
mod tera;
mod translations;
mod trust;
mod updated_equals_new;
mod work;
