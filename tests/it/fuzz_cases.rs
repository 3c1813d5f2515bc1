//! What fuzzing began with and what it found, replayed: for each fuzz target the files of `fuzz/seeds`.

use std::fs;
use std::path::Path;

/// Gives a case every file of its folder.
fn replay(folder: &str, case: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fuzz/seeds")
        .join(folder);
    let entries = fs::read_dir(&folder).expect("the seeds");
    let mut tried = 0;
    for entry in entries {
        case(&fs::read(entry.expect("an entry").path()).expect("a seed"));
        tried += 1;
    }
    assert!(tried > 2, "{} has {tried} seeds", folder.display());
}

#[test]
fn parts_of_front_matter_lie_in_the_file() {
    replay("front_matter", crate::cases::front_matter);
}

#[test]
fn an_edit_is_refused_or_made_and_no_other() {
    replay("edit", crate::cases::edit);
}

#[test]
fn dates_are_shown_as_they_are_read() {
    replay("date", crate::cases::date);
}

#[test]
fn texts_do_no_harm() {
    replay("text", crate::cases::text);
}

#[test]
fn pages_are_read_by_browsers_as_they_were_meant() {
    replay("page", crate::cases::page);
}

#[test]
fn names_mean_the_records_that_bear_them() {
    replay("names", crate::cases::names);
}

#[test]
fn any_settings_are_answered() {
    replay("settings", crate::cases::settings);
}

#[test]
fn any_messages_are_answered() {
    replay("messages", crate::cases::messages);
}

#[test]
fn pages_stay_in_their_folder() {
    replay("routes", crate::cases::routes);
}

#[test]
fn pictures_are_refused_or_read() {
    replay("picture", crate::cases::picture);
}
