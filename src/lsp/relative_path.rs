//! Addresses from one file of the site to another.

use percent_encoding::percent_decode_str;

use crate::source::SourcePath;

/// Returns the address of a file as a link of another file states it. Spaces and brackets are encoded.
pub(super) fn relative_path(from: &SourcePath, to: &str) -> String {
    let from: Vec<&str> = from.as_str().split('/').collect();
    let to: Vec<&str> = to.split('/').collect();
    let folders = &from[..from.len() - 1];
    let same = folders
        .iter()
        .zip(&to[..to.len() - 1])
        .take_while(|(a, b)| a == b)
        .count();
    let up = "../".repeat(folders.len() - same);
    let encoded = to[same..].join("/").replace('%', "%25").replace(' ', "%20");
    format!("{up}{}", encoded.replace('(', "%28").replace(')', "%29"))
}

/// Returns the file that an address of a file means. `None`: it is the file itself, or outside of the site.
pub(super) fn resolved_path(from: &SourcePath, address: &str) -> Option<SourcePath> {
    if address.is_empty() || address.contains("://") {
        return None;
    }
    let address = percent_decode_str(address).decode_utf8().ok()?;
    let mut parts: Vec<&str> = match address.starts_with('/') {
        true => Vec::new(),
        false => from.as_str().split('/').collect(),
    };
    parts.pop();
    for part in address.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(SourcePath::new(&parts.join("/")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_lead_from_file_to_file() {
        let from = SourcePath::new("content/clusters/a.md");
        for (to, address) in [
            ("content/clusters/b.md", "b.md"),
            ("content/organizations/c d.md", "../organizations/c%20d.md"),
            ("assets/e.png", "../../assets/e.png"),
        ] {
            assert_eq!(relative_path(&from, to), address);
            assert_eq!(resolved_path(&from, address), Some(SourcePath::new(to)));
        }
        assert_eq!(resolved_path(&from, "../../../../a"), None);
        assert_eq!(resolved_path(&from, ""), None);
    }
}
