//! Hosts of static files, with their limits and the configuration files that they read.

/// A host of static files. A limit of `None` means no limit.
#[derive(Debug, PartialEq, Eq)]
pub struct Host {
    /// The name in `site.toml`.
    pub name: &'static str,
    /// Whether it reads `_headers`.
    pub headers: Headers,
    /// How it reads `_redirects`. `None` means that it does not.
    pub redirects: Option<Redirects>,
    /// Limit of files.
    pub files: Option<usize>,
    /// Whether folders count as files.
    pub folders: Folders,
    /// Limit of files in one folder.
    pub files_in_folder: Option<usize>,
    /// Limit of the path of a file, in bytes.
    pub path: Option<usize>,
    /// Limit of the size of a file, in bytes.
    pub file_size: Option<u64>,
    /// Limit of the size of the site, in bytes.
    pub size: Option<u64>,
}

/// Whether a host reads `_headers`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Headers {
    /// It reads `_headers`. Values of a header in several rules are joined with a comma.
    File,
    /// It does not.
    None,
}

/// Whether folders count as files.
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
    /// Limit of rules.
    pub rules: usize,
    /// Limit of a rule, in bytes.
    pub rule: usize,
    /// Limit of the file, in bytes.
    pub bytes: usize,
    /// The precedence of rules and files.
    pub precedence: RedirectPrecedence,
}

/// The response to an address that has both a rule and a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RedirectPrecedence {
    /// The rule.
    Rule,
    /// The file, unless the rule is forced by a `!`.
    FileUnlessForced,
    /// The file. Rules must contain the path of the site.
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

/// The known hosts, with the limits of their free plans.
pub const HOSTS: &[Host] = &[
    // <https://docs.github.com/en/pages/getting-started-with-github-pages/github-pages-limits>
    Host {
        name: "github-pages",
        size: Some(1000 * MB),
        ..NOTHING
    },
    // <https://docs.gitlab.com/user/gitlab_com/#gitlab-pages>: 1 GB; <https://docs.gitlab.com/administration/instance_limits/>:
    // 200,000 entries, folders included; <https://docs.gitlab.com/user/project/pages/redirects/>: 1,000 rules, 64 KB.
    Host {
        name: "gitlab-pages",
        redirects: Some(Redirects {
            rules: 1000,
            rule: usize::MAX,
            bytes: 64_000,
            precedence: RedirectPrecedence::File,
        }),
        files: Some(200_000),
        folders: Folders::Count,
        size: Some(1000 * MB),
        ..NOTHING
    },
    // <https://developers.cloudflare.com/pages/platform/limits/>: 20,000 files of 25 MiB;
    // <https://developers.cloudflare.com/pages/configuration/redirects/>: 2,000 rules of 1,000 characters. The file is
    // limited to 100 KB: users reported that the rest is ignored.
    Host {
        name: "cloudflare-pages",
        headers: Headers::File,
        redirects: Some(Redirects {
            rules: 2000,
            rule: 1000,
            bytes: 100_000,
            precedence: RedirectPrecedence::Rule,
        }),
        files: Some(20_000),
        file_size: Some(25 * MIB),
        ..NOTHING
    },
    // <https://docs.netlify.com/manage/routing/redirects/overview/>: fewer than 10,000 rules are recommended;
    // <https://docs.netlify.com/deploy/deploy-overview/>: 54,000 files in one folder.
    Host {
        name: "netlify",
        headers: Headers::File,
        redirects: Some(Redirects {
            rules: 9999,
            rule: usize::MAX,
            bytes: usize::MAX,
            precedence: RedirectPrecedence::FileUnlessForced,
        }),
        files_in_folder: Some(54_000),
        ..NOTHING
    },
    // <https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html>: a key has 1,024 bytes. The limit
    // of an object is far above the files of an atlas.
    Host {
        name: "s3",
        path: Some(1024),
        ..NOTHING
    },
    // Headers are set in the configuration of the server: docs/publishing/nginx.conf.
    Host {
        name: "nginx",
        ..NOTHING
    },
];

impl Host {
    /// Whether limits depend on the files, which are known only after rendering.
    pub fn has_size_limits(&self) -> bool {
        self.files.is_some()
            || self.files_in_folder.is_some()
            || self.file_size.is_some()
            || self.size.is_some()
    }
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
