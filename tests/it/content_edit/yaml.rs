//! Random YAML in the forms that editors write.

use crate::random::Random;

const WORDS: [&str; 8] = ["miet", "МИЭТ", "a b", "2012", "NO", "it's", "x-1", "о: нём"];

/// Returns a random map in block style, as the front matter of a record.
pub(crate) fn document(random: &mut Random) -> String {
    let mut text = String::new();
    if random.below(4) == 0 {
        text.push_str("# начало\n\n");
    }
    map(random, &mut text, 0, 0);
    text
}

fn comment(random: &mut Random, text: &mut String, indent: usize) {
    match random.below(7) {
        0 => text.push_str(&format!("{}# слово\n", " ".repeat(indent))),
        1 if indent == 0 => text.push_str(&format!("\n{}# о том\n", " ".repeat(indent))),
        2 => text.push('\n'),
        _ => {}
    }
}

fn end(random: &mut Random) -> &'static str {
    if random.below(4) == 0 {
        "  # сбоку\n"
    } else {
        "\n"
    }
}

/// Returns a scalar in one line.
pub(crate) fn scalar(random: &mut Random, in_flow: bool) -> String {
    let text = *random.pick(&WORDS);
    match random.below(4) {
        0 => format!("'{}'", text.replace('\'', "''")),
        1 => format!("\"{text}\""),
        _ if text.contains(':') => format!("\"{text}\""),
        _ if in_flow => text.replace(',', ""),
        _ => text.to_owned(),
    }
}

fn map(random: &mut Random, text: &mut String, indent: usize, depth: usize) {
    for number in 0..=random.below(5) {
        let is_first = number == 0;
        if !is_first || indent == 0 {
            comment(random, text, indent);
        }
        let pad = " ".repeat(indent);
        // The first key of an item stands behind its hyphen.
        if !is_first || !text.ends_with("- ") {
            text.push_str(&pad);
        }
        text.push_str(&format!("k{number}:"));
        value(random, text, indent, depth);
    }
}

fn value(random: &mut Random, text: &mut String, indent: usize, depth: usize) {
    match random.below(if depth > 1 { 6 } else { 9 }) {
        0 | 1 => text.push_str(&format!(" {}{}", scalar(random, false), end(random))),
        2 => text.push_str(&format!(" {}{}", flow(random, 0), end(random))),
        3 => text.push_str(end(random)),
        4 => {
            let pad = " ".repeat(indent + 2);
            text.push_str(&format!(" |\n{pad}строка\n{pad}  вторая # не замечание\n"));
        }
        5 => flow_lines(random, text, indent),
        6 | 7 => list(random, text, indent, depth),
        _ => {
            text.push_str(end(random));
            map(random, text, indent + 2, depth + 1);
        }
    }
}

/// Returns a list or a map in brackets, in one line.
fn flow(random: &mut Random, depth: usize) -> String {
    let part = |random: &mut Random| match depth == 0 && random.below(3) == 0 {
        true => flow(random, 1),
        false => scalar(random, true),
    };
    let count = random.below(4);
    let comma = if count > 0 && random.below(5) == 0 {
        ","
    } else {
        ""
    };
    match random.chance() {
        true => {
            let parts: Vec<String> = (0..count).map(|_| part(random)).collect();
            format!("[{}{comma}]", parts.join(", "))
        }
        false => {
            let parts: Vec<String> = (0..count)
                .map(|n| format!("f{n}: {}", part(random)))
                .collect();
            format!("{{{}{comma}}}", parts.join(", "))
        }
    }
}

/// Writes a list in brackets over several lines.
fn flow_lines(random: &mut Random, text: &mut String, indent: usize) {
    let pad = " ".repeat(indent + 2);
    text.push_str(" [\n");
    let count = 1 + random.below(3);
    for number in 0..count {
        let is_last = number + 1 == count;
        let comma = if !is_last || random.chance() { "," } else { "" };
        text.push_str(&format!(
            "{pad}{}{comma}{}",
            scalar(random, true),
            end(random)
        ));
    }
    text.push_str(&format!("{}]\n", " ".repeat(indent + 1)));
}

fn list(random: &mut Random, text: &mut String, indent: usize, depth: usize) {
    // Also at the key's own indentation.
    let indent = indent + *random.pick(&[0, 2]);
    text.push_str(end(random));
    let maps = random.below(3) == 0;
    for _ in 0..=random.below(3) {
        comment(random, text, indent);
        text.push_str(&format!("{}- ", " ".repeat(indent)));
        match (maps, random.below(3)) {
            (true, _) => map(random, text, indent + 2, depth + 1),
            (false, 0) => text.push_str(&format!("{}{}", flow(random, 0), end(random))),
            (false, _) => text.push_str(&format!("{}{}", scalar(random, false), end(random))),
        }
    }
}
