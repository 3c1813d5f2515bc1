//! `[host]` of `site.toml`: the host, headers, compression and the size budget.

use super::host::{HOSTS, Host};
use super::policy::{BadPolicy, Policy};
use super::toml_reader::TableReader;
use crate::diagnostic::{Code, Location, Span, did_you_mean};

/// Bytes of a megabyte.
const MB: u64 = 1_000_000;

/// The default size budget: a constant, in bytes.
const BASE_BUDGET: u64 = 1000 * MB;

/// The default size budget: bytes for each byte of content and each language.
const BUDGET_PER_BYTE: u64 = 100;

/// A compression of files for servers with static compression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// Gzip (RFC 1952).
    Gzip,
    /// Brotli (RFC 7932), which browsers accept over HTTPS; a fifth smaller.
    Brotli,
}

impl Encoding {
    /// Returns the file extension, which is also the name in `site.toml`.
    pub fn extension(self) -> &'static str {
        match self {
            Encoding::Gzip => "gz",
            Encoding::Brotli => "br",
        }
    }
}

/// The settings of `[host]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Publishing {
    /// `name`: the host.
    pub host: Option<&'static Host>,
    /// The location of the name.
    pub at: Location,
    /// `policy`: the Content-Security-Policy of `_headers` and of every page.
    pub policy: Policy,
    /// `precompress`: the compressions of text files.
    pub precompress: Vec<Encoding>,
    /// `most_megabytes`: the size budget of a build, in megabytes. `None` means the default, which depends on the content.
    pub most_megabytes: Option<u32>,
}

impl Publishing {
    /// Returns the size budget of a build, in bytes, for the sizes of content and assets in bytes.
    pub fn size_budget(&self, languages: usize, content: u64, assets: u64) -> u64 {
        let default = || {
            let content = content.saturating_mul(BUDGET_PER_BYTE * languages as u64);
            BASE_BUDGET.saturating_add(content).saturating_add(assets)
        };
        self.most_megabytes
            .map_or_else(default, |most| u64::from(most) * MB)
    }
}

pub(super) fn read(site: &TableReader<'_>) -> Publishing {
    let at = Location::file(site.path().clone());
    let mut publishing = Publishing {
        host: None,
        at,
        policy: Policy::default(),
        precompress: Vec::new(),
        most_megabytes: None,
    };
    let Some(table) = site.table("host") else {
        return publishing;
    };
    if let Some(name) = table.text("name") {
        publishing.host = host(&table, name);
        publishing.at.span = Span::new(table.span_of("name"));
    }
    if let Some(policy) = policy(&table) {
        publishing.policy = policy;
    }
    publishing.most_megabytes = table.count("most_megabytes");
    publishing.precompress = precompress(&table);
    table.finish();
    publishing
}

fn host(table: &TableReader<'_>, name: &str) -> Option<&'static Host> {
    let host = HOSTS.iter().find(|host| host.name == name);
    if host.is_none() {
        let known: Vec<&str> = HOSTS.iter().map(|host| host.name).collect();
        let all = known.join(", ");
        let mut facts = vec![("name", name), ("known", &*all)];
        facts.extend(did_you_mean(name, known.iter().copied()).map(|near| ("near", near)));
        table.report_key(Code::UnknownHost, "name", &facts);
    }
    host
}

fn policy(table: &TableReader<'_>) -> Option<Policy> {
    let (ru, en) = match Policy::parse(table.text("policy")?) {
        Ok(policy) => return Some(policy),
        Err(BadPolicy::Line) => (
            "одна строка латиницей, до 1900 знаков",
            "one line of ASCII, up to 1900 characters",
        ),
        Err(BadPolicy::Comma) => ("одна политика, без запятых", "one policy, without commas"),
    };
    table.report_value("policy", ru, en);
    None
}

fn precompress(table: &TableReader<'_>) -> Vec<Encoding> {
    let mut encodings = Vec::new();
    for (extension, span) in table.texts("precompress") {
        match [Encoding::Gzip, Encoding::Brotli]
            .into_iter()
            .find(|encoding| encoding.extension() == extension)
        {
            Some(encoding) if !encodings.contains(&encoding) => encodings.push(encoding),
            _ => {
                let (ru, en) = (
                    "\"gz\" и \"br\", каждое один раз",
                    "\"gz\" and \"br\", each once",
                );
                let facts = [
                    ("key", "host.precompress"),
                    ("expected", ru),
                    ("expected_en", en),
                ];
                table.report(Code::BadSetting, &span, &facts);
            }
        }
    }
    encodings
}
