//! What is due as an iCalendar (RFC 5545): whole days as events, because many calendars show no tasks.

use super::calendar_time::basic_format;
use super::ical::{calendar, line, property};
use super::uuid::uuid;
use crate::due::{DueItem, DueReason};
use crate::model::SiteModel;
use crate::plan::PageKind;
use crate::site::{Direction, Language};
use crate::text::{Bilingual, MessageLanguage};

/// Returns what an item says of its day.
pub fn reason_words(reason: DueReason) -> Bilingual {
    let (ru, en) = match reason {
        DueReason::Planned => ("запланировано", "planned"),
        DueReason::Check => ("сверить с источниками", "compare with the sources"),
        DueReason::Comes => ("состоится", "happens"),
        DueReason::Ends => ("заканчивается", "ends"),
        DueReason::RelationEnds => ("связь заканчивается", "the relation ends"),
    };
    Bilingual { ru, en }
}

/// Returns the title of an item: the record, and for a relation its label and the other record.
pub fn due_title(model: &SiteModel, item: &DueItem, language: Language) -> String {
    let title = |record| model.atlas.record(record).title(language).0.to_string();
    let Some(relation) = item.relation.map(|index| &model.atlas.relations[index]) else {
        return title(item.record);
    };
    let relation_type = model.site.vocabulary.relation(relation.relation);
    let label = relation_type.heading(Direction::Forward).text(language);
    format!("{} — {label}: {}", title(relation.from), title(relation.to))
}

/// Returns the calendar.
pub fn due_calendar(
    model: &SiteModel,
    items: &[DueItem],
    language: Language,
    messages: MessageLanguage,
) -> String {
    calendar(model.site.title.text(language), |text| {
        for item in items {
            event(model, item, language, messages, text);
        }
    })
}

fn event(
    model: &SiteModel,
    item: &DueItem,
    language: Language,
    messages: MessageLanguage,
    text: &mut String,
) {
    line(text, "BEGIN:VEVENT");
    line(text, &format!("UID:{}", uuid(model, &name(model, item))));
    line(
        text,
        &format!("DTSTAMP:{}T000000Z", basic_format(model.today)),
    );
    line(
        text,
        &format!("DTSTART;VALUE=DATE:{}", basic_format(item.day)),
    );
    // The end of an all-day event is exclusive (RFC 5545, 3.6.1).
    line(
        text,
        &format!("DTEND;VALUE=DATE:{}", basic_format(item.day.next())),
    );
    let words = reason_words(item.reason).get(messages);
    let title = due_title(model, item, language);
    property(text, "SUMMARY", &format!("{title}: {words}"));
    let page = model.plan.page(&PageKind::Record(item.record), language);
    let base = model.site.base_url.as_ref();
    if let Some((base, page)) = base.zip(page) {
        line(text, &format!("URL:{}", page.address.canonical(base)));
    }
    line(text, "TRANSP:TRANSPARENT");
    line(text, "END:VEVENT");
}

/// Returns a name that no other item of the atlas has, and that stays when the day changes.
fn name(model: &SiteModel, item: &DueItem) -> String {
    let id = &model.atlas.record(item.record).id;
    let mut name = format!("due\0{id}\0{}", item.reason.name());
    if let Some(relation) = item.relation.map(|index| &model.atlas.relations[index]) {
        let relation_type = model.site.vocabulary.relation(relation.relation);
        let other = &model.atlas.record(relation.to).id;
        name.push_str(&format!("\0{}\0{other}", relation_type.name));
    } else {
        // A record can have several dates for one reason.
        name.push_str(&format!("\0{}", basic_format(item.day)));
    }
    name
}
