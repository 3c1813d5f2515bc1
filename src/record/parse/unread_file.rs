//! Files of `content/` that nobody reads.

use crate::diagnostic::{Code, Span};
use crate::record::file_parser::FileParser;

/// The extensions of files that are read.
const READ: [&str; 3] = ["md", "yaml", "yml"];

/// Other extensions of Markdown.
const MARKDOWN: [&str; 4] = ["markdown", "mdown", "mkd", "mdx"];

/// The extensions of files that belong into `assets/`.
const ASSETS: [&str; 6] = ["bmp", "tif", "tiff", "mp3", "mp4", "webm"];

impl FileParser<'_> {
    /// Whether a file of this extension is read.
    pub(super) fn is_read(extension: &str) -> bool {
        READ.contains(&extension)
    }

    /// Reports a file that nobody reads. `stem` and `extension` are the parts of its name.
    pub(super) fn report_unread_file(&mut self, stem: &str, extension: &str) {
        let lower = extension.to_lowercase();
        let is_one_of = |known: &[&str]| known.contains(&&*lower);
        let (ru, en) = if is_one_of(&READ) {
            renamed(stem, &lower)
        } else if is_one_of(&MARKDOWN) {
            renamed(stem, "md")
        } else if is_one_of(&ASSETS) {
            let name = format!("/assets/{stem}.{extension}");
            (
                format!(
                    "переместите его в assets/ и назовите в тексте: ![что на картинке]({name})"
                ),
                format!("move it to assets/, and name it in a text: ![what it shows]({name})"),
            )
        } else {
            (
                "записи пишут в файлах .md и .yaml; остальное храните вне content/".to_owned(),
                "records are written in .md and .yaml files; keep all else outside content/"
                    .to_owned(),
            )
        };
        let diagnostic = self.diagnostic(Code::UnreadFile, Span::default());
        self.push(diagnostic.with("advice", ru).with("advice_en", en));
    }
}

/// The advice to rename a file.
fn renamed(stem: &str, extension: &str) -> (String, String) {
    (
        format!("переименуйте его в {stem}.{extension}"),
        format!("rename it to {stem}.{extension}"),
    )
}
