//! Where a site is published: what hosts of static files take, and `[host]` of `site.toml`.

use super::policy::{BadPolicy, Policy};
use super::section::Section;
use crate::diagnostic::{Code, Location, Span, did_you_mean};

/// A host of static files: which files it reads itself, and how much it takes.
#[derive(Debug, PartialEq, Eq)]
pub struct Host {
    /// Its name in `site.toml`.
    pub name: &'static str,
    /// Whether it sends the headers that `_headers` lists.
    pub headers: Headers,
    /// How it reads `_redirects`, if it does.
    pub redirects: Option<Redirects>,
    /// The most files.
    pub files: Option<usize>,
    /// Whether folders count as files.
    pub folders: Folders,
    /// The most files in one folder.
    pub files_in_folder: Option<usize>,
    /// The longest path of a file, in bytes.
    pub path: Option<usize>,
    /// The largest file, in bytes.
    pub file_size: Option<u64>,
    /// The largest site, in bytes.
    pub size: Option<u64>,
}

/// Whether a host lets a site choose its headers by a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Headers {
    /// It reads `_headers`. What two rules say of one header is joined by a comma.
    File,
    /// It reads no such file.
    None,
}

/// Whether folders count towards the most files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Folders {
    /// They do.
    Count,
    /// They do not.
    Free,
}

/// How a host reads `_redirects`.
#[derive(Debug, PartialEq, Eq)]
pub struct Redirects {
    /// The most rules.
    pub rules: usize,
    /// The longest rule, in bytes.
    pub rule: usize,
    /// The largest file, in bytes.
    pub bytes: usize,
    /// What comes first.
    pub first: RedirectPrecedence,
}

/// What a host answers with where there is both a rule and a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RedirectPrecedence {
    /// The rule.
    Rule,
    /// The file, unless the rule is forced by a `!`.
    FileUnlessForced,
    /// The file; and a site below a path must say that path in its rules.
    File,
}

const NOTHING: Host = Host {
    name: "",
    headers: Headers::None,
    redirects: None,
    files: None,
    folders: Folders::Free,
    files_in_folder: None,
    path: None,
    file_size: None,
    size: None,
};

const MB: u64 = 1_000_000;
const MIB: u64 = 1 << 20;

/// The hosts that are known by name. The figures are those of a plan that costs nothing, and of the host's own machines.
pub const HOSTS: &[Host] = &[
    // <https://docs.github.com/en/pages/getting-started-with-github-pages/github-pages-limits>
    Host { name: "github-pages", size: Some(1000 * MB), ..NOTHING },
    // <https://docs.gitlab.com/user/gitlab_com/#gitlab-pages>: 1 GB; <https://docs.gitlab.com/administration/instance_limits/>:
    // 200,000 entries, folders included; <https://docs.gitlab.com/user/project/pages/redirects/>: 1,000 rules, 64 KB.
    Host {
        name: "gitlab-pages",
        redirects: Some(Redirects { rules: 1000, rule: usize::MAX, bytes: 64_000, first: RedirectPrecedence::File }),
        files: Some(200_000),
        folders: Folders::Count,
        size: Some(1000 * MB),
        ..NOTHING
    },
    // <https://developers.cloudflare.com/pages/platform/limits/>: 20,000 files of 25 MiB;
    // <https://developers.cloudflare.com/pages/configuration/redirects/>: 2,000 rules of 1,000 characters. The file of
    // rules is kept below the 100 KB from which users found its rest left out.
    Host {
        name: "cloudflare-pages",
        headers: Headers::File,
        redirects: Some(Redirects { rules: 2000, rule: 1000, bytes: 100_000, first: RedirectPrecedence::Rule }),
        files: Some(20_000),
        file_size: Some(25 * MIB),
        ..NOTHING
    },
    // <https://docs.netlify.com/manage/routing/redirects/overview/>: fewer than 10,000 rules are asked for;
    // <https://docs.netlify.com/deploy/deploy-overview/>: 54,000 files in one folder.
    Host {
        name: "netlify",
        headers: Headers::File,
        redirects: Some(Redirects {
            rules: 9999,
            rule: usize::MAX,
            bytes: usize::MAX,
            first: RedirectPrecedence::FileUnlessForced,
        }),
        files_in_folder: Some(54_000),
        ..NOTHING
    },
    // <https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html>: a key has 1,024 bytes. An object can be
    // far larger than a file of any atlas.
    Host { name: "s3", path: Some(1024), ..NOTHING },
    // Headers stand in the server's own configuration: docs/publishing/nginx.conf.
    Host { name: "nginx", ..NOTHING },
];

/// How a text is compressed for servers that send it so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// RFC 1952, which every browser takes.
    Gzip,
    /// RFC 7932, which browsers take over HTTPS; a fifth smaller.
    Brotli,
}

impl Encoding {
    /// What is added to the name of a file, and the name in `site.toml`.
    pub fn ending(self) -> &'static str {
        match self {
            Encoding::Gzip => "gz",
            Encoding::Brotli => "br",
        }
    }
}

/// `[host]`: where a site is published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Publishing {
    /// `name`: the host, if it is one of [`HOSTS`].
    pub host: Option<&'static Host>,
    /// Where the name stands.
    pub at: Location,
    /// `policy`: the Content-Security-Policy of `_headers` and of every page.
    pub policy: Policy,
    /// `precompress`: what texts are compressed by beside themselves.
    pub precompress: Vec<Encoding>,
    /// `most_megabytes`: the most that a build writes, in millions of bytes; by the size of the records where it is not
    /// said.
    pub most_megabytes: Option<u32>,
}

/// What a build writes at most whatever the records, in bytes; and for each byte of records and each language.
const ALLOWED: (u64, u64) = (1000 * MB, 100);

impl Publishing {
    /// The most bytes that a build of this site writes, for records and assets of some size.
    pub fn size_budget(&self, languages: usize, records: u64, assets: u64) -> u64 {
        let usual = || {
            let (whatever, each) = ALLOWED;
            whatever.saturating_add(records.saturating_mul(each * languages as u64)).saturating_add(assets)
        };
        self.most_megabytes.map_or_else(usual, |most| u64::from(most) * MB)
    }
}

impl Host {
    /// Whether what it takes depends on files that are known only when they are made.
    pub fn has_size_limits(&self) -> bool {
        self.files.is_some() || self.files_in_folder.is_some() || self.file_size.is_some() || self.size.is_some()
    }
}

pub(super) fn read(site: &Section<'_>) -> Publishing {
    let at = Location { path: site.path().clone(), span: Span::default() };
    let mut publishing =
        Publishing { host: None, at, policy: Policy::default(), precompress: Vec::new(), most_megabytes: None };
    let Some(section) = site.section("host") else { return publishing };
    if let Some(name) = section.text("name") {
        publishing.host = HOSTS.iter().find(|host| host.name == name);
        publishing.at.span = Span::new(section.place_of("name"));
        if publishing.host.is_none() {
            let known: Vec<&str> = HOSTS.iter().map(|host| host.name).collect();
            let all = known.join(", ");
            let mut facts = vec![("name", name), ("known", &*all)];
            facts.extend(did_you_mean(name, known.iter().copied()).map(|near| ("near", near)));
            section.say(Code::UnknownHost, "name", &facts);
        }
    }
    if let Some(text) = section.text("policy") {
        match Policy::parse(text) {
            Ok(policy) => publishing.policy = policy,
            Err(BadPolicy::Line) => {
                section.expect(
                    "policy",
                    "одна строка латиницей, до 1900 знаков",
                    "one line of ASCII, up to 1900 characters",
                );
            }
            Err(BadPolicy::Comma) => {
                let (ru, en) = ("одна политика, без запятых", "one policy, without commas");
                section.expect("policy", ru, en);
            }
        }
    }
    publishing.most_megabytes = section.count("most_megabytes");
    for (ending, span) in section.texts("precompress") {
        match [Encoding::Gzip, Encoding::Brotli].into_iter().find(|encoding| encoding.ending() == ending) {
            Some(encoding) if !publishing.precompress.contains(&encoding) => publishing.precompress.push(encoding),
            _ => {
                let (ru, en) = ("\"gz\" и \"br\", каждое один раз", "\"gz\" and \"br\", each once");
                let facts = [("key", "host.precompress"), ("expected", ru), ("expected_en", en)];
                section.report(Code::BadSetting, &span, &facts);
            }
        }
    }
    section.finish();
    publishing
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_host_has_a_name_of_its_own() {
        let mut names: Vec<&str> = HOSTS.iter().map(|host| host.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), HOSTS.len());
        assert!(names.iter().all(|name| !name.is_empty()));
    }
}
