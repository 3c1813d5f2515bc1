//! Vectors whose dangerous characters are spelled: as entities of every form, percent-encoded, or encoded twice. A program
//! that cleans its input once, and decodes it afterwards, is broken by one of them.

/// A character in every spelling that HTML, Markdown or an address knows.
fn spellings(c: char) -> Vec<String> {
    let n = u32::from(c);
    let percent: String = c
        .to_string()
        .bytes()
        .map(|byte| format!("%{byte:02X}"))
        .collect();
    let mut all = vec![
        c.to_string(),
        format!("&#x{n:x};"),
        format!("&#x{n:X};"),
        format!("&#X{n:X};"),
        format!("&#x00{n:x};"),
        format!("&#x{n:x}"),
        format!("&#{n};"),
        format!("&#00{n};"),
        format!("&#{n}"),
        format!("&amp;#x{n:x};"),
        format!("&amp;#{n};"),
        format!("&#38;#x{n:x};"),
        format!("\\{c}"),
        percent.replace('%', "%25"),
        percent,
    ];
    let named = NAMED.iter().filter(|(known, _)| *known == c);
    all.extend(
        named
            .flat_map(|(_, names)| *names)
            .flat_map(|name| [format!("&{name};"), format!("&amp;{name};")]),
    );
    all
}

/// The characters that have names in HTML.
const NAMED: [(char, &[&str]); 8] = [
    ('"', &["quot", "QUOT"]),
    ('\'', &["apos"]),
    ('<', &["lt", "LT"]),
    ('>', &["gt", "GT"]),
    ('&', &["amp", "AMP"]),
    (':', &["colon"]),
    ('=', &["equals"]),
    ('\t', &["Tab"]),
];

/// Texts around each spelling of one or two characters, which stand in for `{0}` and `{1}`.
const FORMS: &[(char, char, &[&str])] = &[
    // Two noncharacters, by which a program may mark places within its own output.
    (
        '\u{fdd0}',
        '\u{fdd1}',
        &[
            "{0}q{1}\" autofocus tabindex=0 onfocus=\"xss7()\" x=\"",
            "{0}a0{1}javascript:xss7(){0}",
            "{0}n0{1}{0}c0{1}xss7{0}",
        ],
    ),
    (
        '"',
        '=',
        &["x{0} autofocus tabindex{1}0 onfocus{1}{0}xss7(){0} x{1}{0}"],
    ),
    (
        '\'',
        '=',
        &["x{0} autofocus tabindex{1}0 onfocus{1}{0}xss7(){0} x{1}{0}"],
    ),
    (
        '<',
        '>',
        &[
            "{0}img src=x onerror=xss7(){1}",
            "{0}/a{1}{0}script{1}xss7(){0}/script{1}",
        ],
    ),
    ('&', ';', &["{0}lt{1}svg onload=xss7(){0}gt{1}"]),
    (':', '/', &["javascript{0}xss7(){1}{1}"]),
    ('\t', '\u{1}', &["{1}java{0}script:xss7()"]),
];

/// What was found to run a script, word for word, and with each marker of that time.
const FOUND: &[&str] = &[
    "[&#xfdd0;q&#xfdd1;\" autofocus tabindex=0 onfocus=\"alert(document.domain)\" x=\"](https://e.org \"&#xfdd0;\") text",
    "[&#xfdd0;q&#xfdd1;\" autofocus tabindex=0 onfocus=\"xss7()\" x=\"](https://e.org \"&#xfdd0;\") text",
    "[x](https://e.org \"&#xfdd0;a0&#xfdd1;\" onfocus=\"xss7()\")[^a-sources]",
    "[x](https://e.org \"&#xfdd0;\")[^a-sources] [\" autofocus tabindex=0 onfocus=xss7() x=](https://e.org) [[a-sources]]",
    "<a href=\"&#xfdd0;q&#xfdd1;javascript:xss7()\">x</a>",
    "<a href=\"\u{fdd0}q\u{fdd1}javascript:xss7()\">x</a>",
    "<img src=\"&#xfdd0;q&#xfdd1;https://evil.example/xss7.png\" alt=x>",
    "<img src=\"&#64976;q&#64977;https://evil.example/xss7.png\" alt=x>",
    "<b title=\"&#xfdd0;n0&#xfdd1;&quot; onclick=xss7()\">x</b>",
    "![&#xfdd0;q&#xfdd1;\" onerror=\"xss7()](/assets/icon.svg \"&#xfdd0;\")",
    "```&#xfdd0;q&#xfdd1;\"onclick=\"xss7()\nx\n```",
    "## &#xfdd0;q&#xfdd1;\" onclick=xss7() {#atlas-content}",
    "x[^n]\n\n[^n]: &#xfdd0;q&#xfdd1;<img src=x onerror=xss7()>",
    "[x]\n\n[x]: https://e.org/&#xfdd0;q&#xfdd1; '&#xfdd0;\" onfocus=\"xss7()'",
    "<https://e.org/&#xfdd0;q&#xfdd1;\"onclick=\"xss7()>",
];

/// All of them.
pub(crate) fn vectors() -> Vec<String> {
    let mut all: Vec<String> = FOUND.iter().map(|vector| (*vector).to_owned()).collect();
    for (first, second, forms) in FORMS {
        let pairs = spellings(*first)
            .into_iter()
            .zip(spellings(*second).into_iter().cycle());
        let pairs: Vec<(String, String)> = pairs.collect();
        all.extend(forms.iter().flat_map(|form| {
            pairs
                .iter()
                .map(|(a, b)| form.replace("{0}", a).replace("{1}", b))
        }));
    }
    all
}
