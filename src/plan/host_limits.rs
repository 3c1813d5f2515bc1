//! Limits of the host: number and size of files, length of paths.

use std::collections::HashMap;

use foldhash::fast::RandomState;

use super::page::{Origin, Page};
use crate::diagnostic::{Code, Diagnostic, Location};
use crate::site::{Folders, Host, Site};

/// Checks the length of routes.
pub(super) fn check_routes(site: &Site, pages: &[Page], origins: &[Origin]) -> Vec<Diagnostic> {
    let Some(host) = site.publishing.host else {
        return Vec::new();
    };
    let Some(longest) = host.path else {
        return Vec::new();
    };
    let long = pages
        .iter()
        .zip(origins)
        .filter(|(page, _)| page.route.as_str().len() > longest);
    long.map(|(page, origin)| {
        let route = page.route.as_str();
        let at = origin.as_ref().unwrap_or(&site.publishing.at);
        let ru = format!("путь {route} длиннее {longest} байт");
        exceeded(
            host,
            at,
            ru,
            format!("the path {route} is longer than {longest} bytes"),
        )
        .with("advice", "сократите имена папок")
        .with("advice_en", "shorten the names of the folders")
    })
    .collect()
}

/// Checks numbers and sizes of the rendered files, given with their paths.
pub fn check_files<'f>(
    site: &Site,
    files: impl Iterator<Item = (&'f str, u64)>,
) -> Vec<Diagnostic> {
    let Some(host) = site.publishing.host else {
        return Vec::new();
    };
    let totals = OutputTotals::new(files);
    let (count, size, largest) = (totals.count(host.folders), totals.size, totals.largest);
    let at = &site.publishing.at;
    let mut found = Vec::new();
    let mut report = |ru: String, en: String| {
        let smaller =
            "сделайте сайт меньше: в site.toml [data] без json_pages и cards, drawings = false";
        let smaller_en = "make the site smaller: in site.toml [data] without json_pages and cards, drawings = false";
        found.push(
            exceeded(host, at, ru, en)
                .with("advice", smaller)
                .with("advice_en", smaller_en),
        );
    };
    if let Some(most) = host.files.filter(|most| count > *most) {
        report(
            format!("файлов {count}, а можно {most}"),
            format!("{count} files, where {most} are taken"),
        );
    }
    if let (Some(most), Some((files, folder))) = (host.files_in_folder, totals.fullest_folder())
        && files > most
    {
        let ru = format!("в папке {folder} файлов {files}, а можно {most}");
        report(
            ru,
            format!("folder {folder} has {files} files, where {most} are taken"),
        );
    }
    if let Some(most) = host.file_size.filter(|most| largest.1 > *most) {
        let (path, most, bytes) = (
            largest.0,
            megabytes(most / TENTH),
            megabytes(largest.1.div_ceil(TENTH)),
        );
        let ru = format!("файл {path} занимает {bytes} МБ, а можно {most}");
        report(
            ru,
            format!("file {path} has {bytes} MB, where {most} are taken"),
        );
    }
    if let Some(most) = host.size.filter(|most| size > *most) {
        let (most, bytes) = (megabytes(most / TENTH), megabytes(size.div_ceil(TENTH)));
        let ru = format!("сайт занимает {bytes} МБ, а можно {most}");
        report(
            ru,
            format!("the site has {bytes} MB, where {most} are taken"),
        );
    }
    found
}

/// Numbers and sizes of the rendered files.
#[derive(Default)]
struct OutputTotals<'f> {
    files: usize,
    /// The size of all files, in bytes.
    size: u64,
    /// The largest file, with its size in bytes.
    largest: (&'f str, u64),
    /// The number of files in each folder.
    folders: HashMap<&'f str, usize, RandomState>,
}

impl<'f> OutputTotals<'f> {
    fn new(files: impl Iterator<Item = (&'f str, u64)>) -> OutputTotals<'f> {
        let mut totals = OutputTotals::default();
        for (path, bytes) in files {
            totals.files += 1;
            totals.size += bytes;
            let largest = totals.largest;
            // Ties are broken alphabetically: the order of the files is arbitrary.
            if bytes > largest.1 || (bytes == largest.1 && path < largest.0) {
                totals.largest = (path, bytes);
            }
            let mut folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
            *totals.folders.entry(folder).or_default() += 1;
            while let Some((above, _)) = folder.rsplit_once('/') {
                totals.folders.entry(above).or_default();
                folder = above;
            }
        }
        totals
    }

    /// Returns the number of files as the host counts them.
    fn count(&self, folders: Folders) -> usize {
        match folders {
            Folders::Count => self.files + self.folders.len(),
            Folders::Free => self.files,
        }
    }

    /// Returns the folder with the most files, and their number.
    fn fullest_folder(&self) -> Option<(usize, &'f str)> {
        self.folders
            .iter()
            .map(|(folder, files)| (*files, *folder))
            .max()
    }
}

/// Creates the diagnostic for an output above the size budget, in bytes.
pub fn output_too_large(site: &Site, budget: u64) -> Diagnostic {
    Diagnostic::new(Code::TooMuchOutput, site.publishing.at.clone())
        .with("limit", megabytes(budget / TENTH))
}

fn exceeded(host: &Host, at: &Location, ru: String, en: String) -> Diagnostic {
    Diagnostic::new(Code::HostLimit, at.clone())
        .with("host", host.name)
        .with("words", ru)
        .with("words_en", en)
}

/// A tenth of a megabyte. Sizes are rounded up to it, limits down.
const TENTH: u64 = 100_000;

/// Formats megabytes, with one decimal unless it is 0.
fn megabytes(tenths: u64) -> String {
    if tenths.is_multiple_of(10) {
        format!("{}", tenths / 10)
    } else {
        format!("{}.{}", tenths / 10, tenths % 10)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Tree;
    use crate::text::MessageLanguage;

    /// Returns the messages about a number of files with one size, in one folder.
    fn messages(host: &str, count: usize, size: u64) -> Vec<String> {
        let settings = format!("title = \"A\"\n[host]\nname = \"{host}\"\n");
        let path = crate::source::SourcePath::new("site.toml");
        let file = crate::source::File::new(settings.as_bytes());
        let site = crate::site::read(&Tree::from_files([(path, file)].into())).value;
        let names: Vec<String> = (0..count).map(|file| format!("a/b/{file:06}")).collect();
        let files = names.iter().map(|name| (name.as_str(), size));
        check_files(&site, files)
            .iter()
            .map(|found| found.message(MessageLanguage::En))
            .collect()
    }

    #[test]
    fn a_site_at_a_limit_is_accepted_and_above_it_is_not() {
        let nothing: [&str; 0] = [];
        assert_eq!(messages("cloudflare-pages", 20_000, 26_214_400), nothing);
        assert_eq!(
            messages("cloudflare-pages", 20_001, 26_214_401),
            [
                "a limit of host `cloudflare-pages`: 20001 files, where 20000 are taken",
                "a limit of host `cloudflare-pages`: file a/b/000000 has 26.3 MB, where 26.2 are taken"
            ]
        );
        assert_eq!(
            messages("gitlab-pages", 199_998, 5000),
            nothing,
            "with two folders these are 200,000 entries"
        );
        assert_eq!(
            messages("gitlab-pages", 199_999, 5001),
            [
                "a limit of host `gitlab-pages`: 200001 files, where 200000 are taken",
                "a limit of host `gitlab-pages`: the site has 1000.2 MB, where 1000 are taken"
            ]
        );
        assert_eq!(messages("netlify", 54_000, 1 << 40), nothing);
        assert_eq!(
            messages("netlify", 54_001, 1),
            ["a limit of host `netlify`: folder a/b has 54001 files, where 54000 are taken"]
        );
        assert_eq!(
            messages("github-pages", 2, 500_000_001),
            ["a limit of host `github-pages`: the site has 1000.1 MB, where 1000 are taken"]
        );
        for host in ["s3", "nginx"] {
            assert_eq!(messages(host, 300_000, 1 << 40), nothing);
        }
    }
}
