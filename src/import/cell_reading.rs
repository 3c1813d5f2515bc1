//! What a cell of an edited table says: nothing new, another value, a removal, or what a spreadsheet has made of a value.

use crate::export::without_apostrophe;
use crate::refactor::Refusal;
use crate::spreadsheet::{CellForm, SheetCell, TextEncoding};

/// The text that removes a value.
pub(super) const REMOVAL: &str = "-";

/// What a cell says.
#[derive(Debug, PartialEq)]
pub(super) enum CellReading {
    /// The value of the atlas, or nothing.
    Unchanged,
    /// The value of the atlas, of which the spreadsheet has lost something.
    Spoiled(Refusal),
    /// Another value.
    Changed(String),
    /// The value goes.
    Removed,
    /// The cell may not hold what was typed.
    Unclear(Refusal),
}

/// The type of a value, as far as spreadsheets change its cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CellType {
    /// A text, or any other value.
    Any,
    /// A date.
    Date,
    /// A percentage.
    Share,
    /// A number.
    Number,
    /// An identifier.
    Identifier,
}

/// Reads a cell. `present` is the value of the atlas as the table shows it.
pub(super) fn read_cell(
    cell: &SheetCell,
    present: &str,
    cell_type: CellType,
    encoding: Option<TextEncoding>,
) -> CellReading {
    match cell.form {
        CellForm::Uncalculated => {
            return CellReading::Unclear(Refusal::new(
                "формула не вычислена: откройте файл в программе таблиц, дайте пересчитать и сохраните, или впишите значение",
                "the formula has no value: open the file in a spreadsheet, let it calculate and save, or type the value",
            ));
        }
        CellForm::Error => {
            let text = &cell.text;
            return CellReading::Unclear(Refusal::new(
                format!("ошибка таблицы {text}"),
                format!("the spreadsheet has the error {text}"),
            ));
        }
        CellForm::Text
        | CellForm::Number
        | CellForm::Percent
        | CellForm::Date
        | CellForm::Boolean => {}
    }
    let text = cell.text.replace("\r\n", "\n");
    let text = text.trim();
    if text.is_empty() || is_same(text, present) {
        return CellReading::Unchanged;
    }
    if let Some(encoding) = encoding
        && is_same(text, &encoding.saved(present))
    {
        return CellReading::Spoiled(Refusal::new(
            format!("в кодировке {encoding} нет части знаков; значение атласа не тронуто"),
            format!("the encoding {encoding} lacks some characters; the value of the atlas stays"),
        ));
    }
    if text == REMOVAL {
        return match present.is_empty() {
            true => CellReading::Unchanged,
            false => CellReading::Removed,
        };
    }
    read_form(cell.form, text, present, cell_type)
}

/// Whether a text is that of the atlas, whatever ends its lines and begins a formula.
fn is_same(text: &str, present: &str) -> bool {
    let present = present.replace("\r\n", "\n");
    let present = present.trim();
    text == present || without_apostrophe(text) == present
}

/// Reads a cell of which a spreadsheet has made a day.
fn read_date(text: &str, present: &str, cell_type: CellType) -> CellReading {
    match cell_type {
        CellType::Date if !present.is_empty() && text.starts_with(present) => {
            CellReading::Spoiled(Refusal::new(
                format!("таблица сделала из {present} день {text}; значение атласа не тронуто"),
                format!(
                    "the spreadsheet made the day {text} of {present}; the value of the atlas stays"
                ),
            ))
        }
        CellType::Date if text.ends_with("-01") => CellReading::Unclear(Refusal::new(
            format!(
                "{text}: первое число или весь месяц? Таблица делает из «2017-02» 1 февраля; сделайте ячейку текстовой и впишите дату ещё раз"
            ),
            format!(
                "{text}: the first day, or the whole month? A spreadsheet makes 1 February of `2017-02`; make the cell a text and type the date again"
            ),
        )),
        CellType::Date => CellReading::Changed(text.to_owned()),
        CellType::Any | CellType::Share | CellType::Number | CellType::Identifier => {
            CellReading::Unclear(Refusal::new(
                format!(
                    "таблица сделала из текста дату {text}; сделайте ячейку текстовой и впишите значение ещё раз"
                ),
                format!(
                    "the spreadsheet made the date {text} of a text; make the cell a text and type the value again"
                ),
            ))
        }
    }
}

fn read_form(form: CellForm, text: &str, present: &str, cell_type: CellType) -> CellReading {
    let changed = || CellReading::Changed(without_apostrophe(text).to_owned());
    match (form, cell_type) {
        (CellForm::Date, _) => read_date(text, present, cell_type),
        (CellForm::Percent, CellType::Share) => match same_number(text, present) {
            true => CellReading::Unchanged,
            false => CellReading::Changed(format!("{text} %")),
        },
        (CellForm::Percent, _) => CellReading::Unclear(Refusal::new(
            format!("{text} %: здесь не бывает процентов"),
            format!("{text} %: no percentage can stand here"),
        )),
        (CellForm::Number, _) if same_number(text, present) => match text == present {
            true => CellReading::Unchanged,
            false if present.starts_with('0') && cell_type == CellType::Identifier => {
                CellReading::Spoiled(Refusal::new(
                    format!(
                        "таблица отбросила ноль: {text} — это {present}; значение атласа не тронуто"
                    ),
                    format!(
                        "the spreadsheet dropped a zero: {text} is {present}; the value of the atlas stays"
                    ),
                ))
            }
            false => CellReading::Unchanged,
        },
        (CellForm::Number, CellType::Share) => CellReading::Unclear(Refusal::new(
            format!("{text}: это доля или проценты? Впишите текстом: {text} %"),
            format!("{text}: a fraction or percent? Type it as a text: {text} %"),
        )),
        (
            CellForm::Text
            | CellForm::Number
            | CellForm::Boolean
            | CellForm::Uncalculated
            | CellForm::Error,
            _,
        ) => changed(),
    }
}

fn same_number(text: &str, present: &str) -> bool {
    let number = |text: &str| {
        text.trim_end_matches('%')
            .trim()
            .replace(',', ".")
            .parse::<f64>()
    };
    match (number(text), number(present)) {
        (Ok(text), Ok(present)) => text == present,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(form: CellForm, text: &str, present: &str, cell_type: CellType) -> CellReading {
        let cell = SheetCell {
            text: text.to_owned(),
            form,
        };
        read_cell(&cell, present, cell_type, None)
    }

    #[test]
    fn what_a_spreadsheet_makes_of_a_value_is_no_edit() {
        use CellType::{Any, Date, Identifier, Number, Share};
        let spoiled = |reading| matches!(reading, CellReading::Spoiled(_));
        let unclear = |reading| matches!(reading, CellReading::Unclear(_));
        let changed = |text: &str| CellReading::Changed(text.to_owned());
        assert_eq!(read(CellForm::Text, "", "a", Any), CellReading::Unchanged);
        assert_eq!(read(CellForm::Text, "-", "a", Any), CellReading::Removed);
        assert_eq!(read(CellForm::Text, "-", "", Any), CellReading::Unchanged);
        assert_eq!(
            read(CellForm::Text, "'=1", "=1", Any),
            CellReading::Unchanged
        );
        assert_eq!(
            read(CellForm::Text, "a\r\nb", "a\nb", Any),
            CellReading::Unchanged
        );
        assert_eq!(
            read(CellForm::Text, "2012-13", "2012", Date),
            changed("2012-13")
        );
        assert!(spoiled(read(CellForm::Date, "2017-02-01", "2017-02", Date)));
        assert!(unclear(read(CellForm::Date, "2018-03-01", "2017-02", Date)));
        assert_eq!(
            read(CellForm::Date, "2018-03-05", "2017-02", Date),
            changed("2018-03-05")
        );
        assert!(unclear(read(CellForm::Date, "2018-03-05", "3-5", Any)));
        assert!(spoiled(read(
            CellForm::Number,
            "701234567",
            "0701234567",
            Identifier
        )));
        assert_eq!(
            read(CellForm::Number, "1.1", "1.10", Number),
            CellReading::Unchanged
        );
        assert_eq!(
            read(CellForm::Percent, "24.5", "24.5", Share),
            CellReading::Unchanged
        );
        assert_eq!(
            read(CellForm::Percent, "25", "24.5", Share),
            changed("25 %")
        );
        assert!(unclear(read(CellForm::Number, "0.25", "24.5", Share)));
        assert!(unclear(read(CellForm::Uncalculated, "", "a", Any)));
    }

    #[test]
    fn characters_that_an_encoding_lacks_are_no_edit() {
        let cell = SheetCell::text(TextEncoding::Windows1252.saved("Łódźж"));
        let encoding = Some(TextEncoding::Windows1252);
        let reading = read_cell(&cell, "Łódźж", CellType::Any, encoding);
        assert!(matches!(reading, CellReading::Spoiled(_)), "{reading:?}");
    }
}
