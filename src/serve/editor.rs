//! Links that open a source file in the user's editor.

use std::path::PathBuf;

use super::http::url::encode;
use super::site::SourcePosition;

/// The URL template of an editor, and the folder of the site.
#[derive(Clone, Debug)]
pub(super) struct Editor {
    root: PathBuf,
    template: String,
}

/// The URL template of VS Code.
pub(super) const DEFAULT: &str = "vscode://file/{path}:{line}:{column}";

impl Editor {
    /// Creates links to files below `root`. `{path}`, `{line}` and `{column}` of the template are replaced.
    pub(super) fn new(root: PathBuf, template: Option<&str>) -> Editor {
        Editor {
            root,
            template: template.unwrap_or(DEFAULT).to_string(),
        }
    }

    pub(super) fn link(&self, place: &SourcePosition) -> String {
        let path = self.root.join(&place.file);
        let path = path.to_string_lossy().replace('\\', "/");
        // `file/{path}` and `file{path}` are equivalent: a path begins with one slash, or with a drive.
        let path = if self.template.contains("/{path}") {
            path.trim_start_matches('/')
        } else {
            &path
        };
        let path = encode(path).replacen("%3A", ":", 1);
        let template = self.template.replace("{line}", &place.line.to_string());
        template
            .replace("{column}", &place.column.to_string())
            .replace("{path}", &path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_names_file_line_and_column() {
        let place = SourcePosition {
            file: "content/a б.md".into(),
            line: 3,
            column: 7,
        };
        let link = |template| Editor::new("/home/я".into(), template).link(&place);
        assert_eq!(
            link(None),
            "vscode://file/home/%D1%8F/content/a%20%D0%B1.md:3:7"
        );
        assert_eq!(
            link(Some("idea://open?file={path}&line={line}")),
            "idea://open?file=/home/%D1%8F/content/a%20%D0%B1.md&line=3"
        );
    }
}
