//! `ARCHITECTURE.md` taken apart: rooms with the rows of their tables, and the rows of «What there is not».

/// A room: a heading of the third level that is a name in backticks.
pub(super) struct Room {
    pub(super) name: String,
    /// The names in backticks of the first column of its table: files and folders.
    pub(super) files: Vec<String>,
}

/// The rooms in the order of the document.
pub(super) fn rooms(document: &str) -> Vec<Room> {
    let mut rooms: Vec<Room> = Vec::new();
    let mut is_room = false;
    for line in document.lines() {
        if line.starts_with('#') {
            let name = line
                .strip_prefix("### `")
                .and_then(|rest| rest.strip_suffix('`'));
            is_room = name.is_some();
            rooms.extend(name.map(|name| Room {
                name: name.to_owned(),
                files: Vec::new(),
            }));
        } else if let (true, Some(room), [first, ..]) = (is_room, rooms.last_mut(), &*cells(line)) {
            room.files.extend(names(first).map(str::to_owned));
        }
    }
    rooms
}

/// The rows of the table under a heading, without the heading of the table.
pub(super) fn table<'d>(document: &'d str, heading: &str) -> Vec<Vec<&'d str>> {
    let below = document.lines().skip_while(|line| *line != heading).skip(1);
    let rows = below
        .take_while(|line| !line.starts_with('#'))
        .map(cells)
        .filter(|cells| !cells.is_empty());
    rows.skip(2).collect()
}

/// What stands in backticks.
pub(super) fn names(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

fn cells(line: &str) -> Vec<&str> {
    let inner = line
        .strip_prefix('|')
        .and_then(|line| line.strip_suffix('|'));
    inner
        .map(|inner| inner.split('|').map(str::trim).collect())
        .unwrap_or_default()
}
