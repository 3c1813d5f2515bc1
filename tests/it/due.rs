//! `atlas due`: what is due, by day, and what is not.

use icalendar_lines::events;

use crate::program::{Answer, Site};

/// Reads events of a calendar by the rules of RFC 5545: lines are unfolded first.
mod icalendar_lines {
    /// Returns the properties of each event.
    pub(super) fn events(calendar: &str) -> Vec<Vec<(String, String)>> {
        let unfolded = calendar.replace("\r\n ", "");
        let events = unfolded.split("BEGIN:VEVENT\r\n").skip(1);
        let properties = events.map(|event| {
            let lines = event.split("\r\n").take_while(|line| *line != "END:VEVENT");
            let pairs = lines.filter_map(|line| line.split_once(':'));
            pairs
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .collect()
        });
        properties.collect()
    }
}

/// 2026-12-01 in seconds.
const TODAY: (&str, &str) = ("SOURCE_DATE_EPOCH", "1796083200");

const RECORDS: &str = "\
- id: works
  name: Works
  checked: 2024-01-01
- id: lab
  name: Lab
  part_of: { ref: works, until: 2027-01-15 }
- id: old
  name: Old
  part_of: { ref: works, until: 2025-01-15 }
- id: later
  name: Later
  part_of: { ref: works, until: 2028-01-15 }
- id: closing
  name: Closing
  closed: 2026-12-31
";

const EVENTS: &str = "\
- { id: past-plan, name: A plan, date: 2026-05-01, status: planned }
- { id: plan, name: Another plan, date: 2027-02-01, status: planned }
- { id: fair, name: \"Fair, @all #1\", date: 2027-02-10/2027-02-12 }
- { id: gone, name: Gone, date: 2026-02-10 }
";

fn site() -> Site {
    let site = Site::empty();
    site.write("site.toml", "title = \"Atlas\"\nlanguages = [\"en\"]\n");
    site.write("content/organizations/list.yaml", RECORDS);
    site.write("content/events/list.yaml", EVENTS);
    site
}

fn due(site: &Site, arguments: &[&str]) -> Answer {
    let mut command = site.command(&["due", "--lang", "en"]);
    command.args(arguments).env(TODAY.0, TODAY.1);
    Answer(command.output().expect("the program"))
}

#[test]
fn what_is_due_stands_by_day_with_its_place() {
    let answer = due(&site(), &[]);
    answer.expect_success();
    assert_eq!(
        answer.out(),
        "Overdue (2)
  2024-12-31  Works: compare with the sources (content/organizations/list.yaml:3)
  2026-05-01  A plan: planned (content/events/list.yaml:1)
Within 90 days (4)
  2026-12-31  Closing: ends (content/organizations/list.yaml:15)
  2027-01-15  Works — Parts: Lab: the relation ends (content/organizations/list.yaml:6)
  2027-02-01  Another plan: planned (content/events/list.yaml:2)
  2027-02-12  Fair, @all #1: happens (content/events/list.yaml:3)
"
    );
}

#[test]
fn an_exit_code_says_that_something_is_overdue() {
    let site = site();
    assert_eq!(due(&site, &["--fail-overdue"]).code(), 1);
    site.write(
        "content/organizations/list.yaml",
        "- { id: works, name: Works }\n",
    );
    site.write(
        "content/events/list.yaml",
        "- { id: plan, name: A plan, date: 2027-02-01, status: planned }\n",
    );
    assert_eq!(due(&site, &["--fail-overdue"]).code(), 0);
    let answer = due(&site, &["--within", "2w"]);
    assert_eq!(answer.out(), "Nothing.\n");
    assert_eq!(due(&site, &["--within", "soon"]).code(), 2);
}

#[test]
fn names_stay_text_in_markdown_and_days_are_whole_in_calendars() {
    let site = site();
    let markdown = due(&site, &["--md"]).out();
    assert!(
        markdown.contains("Fair\\, \\@\u{2060}all \\#\u{2060}1: happens"),
        "{markdown}"
    );
    let calendar = due(&site, &["--ics"]).out();
    let events = events(&calendar);
    assert_eq!(events.len(), 6);
    let value = |event: &[(String, String)], name: &str| {
        let found = event.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.clone()).unwrap_or_default()
    };
    let fair = events.last().expect("an event");
    assert_eq!(value(fair, "SUMMARY"), "Fair\\, @all #1: happens");
    assert_eq!(value(fair, "DTSTART;VALUE=DATE"), "20270212");
    assert_eq!(value(fair, "DTEND;VALUE=DATE"), "20270213");
    let ids: std::collections::BTreeSet<String> =
        events.iter().map(|event| value(event, "UID")).collect();
    assert_eq!(ids.len(), 6);
    assert_eq!(due(&site, &["--ics"]).out(), calendar);
}

#[test]
fn programs_get_the_same() {
    let json: serde_json::Value =
        serde_json::from_str(&due(&site(), &["--json"]).out()).expect("JSON");
    assert_eq!(json["today"], "2026-12-01");
    let items = json["due"].as_array().expect("a list");
    let relation = items
        .iter()
        .find(|item| item["reason"] == "relation-ends")
        .expect("the end of a relation");
    assert_eq!(relation["day"], "2027-01-15");
    assert_eq!(relation["overdue"], false);
    assert_eq!(
        (relation["record"].as_str(), relation["target"].as_str()),
        (Some("works"), Some("lab"))
    );
}
