//! Callouts: quotations that begin with `[!NOTE] Title`.

use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

use super::events::MarkdownEvent;

/// Makes the first line of each callout its title, in bold. Without words of its own it is the kind: «Note».
pub(super) fn read_callouts(events: &mut Vec<MarkdownEvent<'_>>) {
    let is_quote =
        |event: &MarkdownEvent<'_>| matches!(event.event, Event::Start(Tag::BlockQuote(_)));
    if !events.iter().any(is_quote) {
        return;
    }
    let before = std::mem::take(events);
    events.reserve(before.len() + 8);
    // The events since a quotation, and whether a title is open.
    let (mut since_quote, mut in_title) = (usize::MAX, false);
    for event in before {
        since_quote = match event.event {
            Event::Start(Tag::BlockQuote(_)) => 0,
            _ => since_quote.saturating_add(1),
        };
        let range = event.range.clone();
        let marked = match &event.event {
            Event::Text(text) if since_quote == 2 && follows_paragraph(events) => {
                split_mark(text, &event.escaped)
            }
            _ => None,
        };
        if let Some((kind, title)) = marked {
            events.push(MarkdownEvent::new(Event::Start(Tag::Strong), range.clone()));
            let title = if title.is_empty() { kind } else { title };
            events.push(MarkdownEvent::new(Event::Text(title), range));
            in_title = true;
            continue;
        }
        let is_break = matches!(event.event, Event::SoftBreak | Event::HardBreak);
        let is_end = matches!(event.event, Event::End(TagEnd::Paragraph));
        if in_title && (is_break || is_end) {
            in_title = false;
            events.push(MarkdownEvent::new(
                Event::End(TagEnd::Strong),
                range.clone(),
            ));
            if is_break {
                events.push(MarkdownEvent::new(
                    Event::End(TagEnd::Paragraph),
                    range.clone(),
                ));
                events.push(MarkdownEvent::new(Event::Start(Tag::Paragraph), range));
                continue;
            }
        }
        events.push(event);
    }
}

fn follows_paragraph(events: &[MarkdownEvent<'_>]) -> bool {
    events
        .last()
        .is_some_and(|event| matches!(event.event, Event::Start(Tag::Paragraph)))
}

/// Splits `[!kind]- Title` into the kind as a word, and the title.
fn split_mark<'t>(text: &str, escaped: &[usize]) -> Option<(CowStr<'t>, CowStr<'t>)> {
    let inside = text.strip_prefix("[!").filter(|_| !escaped.contains(&0))?;
    let (kind, title) = inside.split_once(']')?;
    let is_letter = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | ' ');
    let mut letters = kind.chars();
    let first = letters.next().filter(|_| kind.chars().all(is_letter))?;
    let word: String = first
        .to_uppercase()
        .chain(letters.as_str().to_lowercase().chars())
        .collect();
    let title = title.strip_prefix(['-', '+']).unwrap_or(title).trim_start();
    Some((word.into(), title.to_owned().into()))
}
