//! The values of spreadsheets as texts.

use calamine::{Data, DataRef, ExcelDateTime};

use super::sheet::{CellForm, SheetCell};

/// The largest whole number that a spreadsheet keeps exactly.
const MAX_EXACT: f64 = 1e15;

fn cell(text: impl Into<String>, form: CellForm) -> SheetCell {
    SheetCell {
        text: text.into(),
        form,
    }
}

/// Returns the cell of a number: a whole one has no decimals.
pub(super) fn of_number(number: f64) -> SheetCell {
    let text = match number.fract() == 0.0 && number.abs() < MAX_EXACT {
        true => format!("{number:.0}"),
        false => number.to_string(),
    };
    cell(text, CellForm::Number)
}

/// Returns the cell of a number that is shown as percent.
pub(super) fn of_percent(number: f64) -> SheetCell {
    // 0.07 × 100 is no whole number of binary digits.
    let percent = (number * 100.0 * 1e9).round() / 1e9;
    cell(of_number(percent).text, CellForm::Percent)
}

fn of_date(date: ExcelDateTime) -> SheetCell {
    if date.is_duration() {
        return of_number(date.as_f64());
    }
    let (year, month, day, hour, minute, _, _) = date.to_ymd_hms_milli();
    let mut text = format!("{year:04}-{month:02}-{day:02}");
    if (hour, minute) != (0, 0) {
        text.push_str(&format!("T{hour:02}:{minute:02}"));
    }
    cell(text, CellForm::Date)
}

fn of_iso_date(text: &str) -> SheetCell {
    let day = text.trim_end_matches("T00:00:00");
    cell(day, CellForm::Date)
}

fn of_boolean(yes: bool) -> SheetCell {
    cell(if yes { "true" } else { "false" }, CellForm::Boolean)
}

/// Returns the cell of a value that a workbook owns.
pub(super) fn of_data(data: &Data) -> SheetCell {
    match data {
        Data::Empty => SheetCell::default(),
        Data::String(text) => SheetCell::text(text),
        Data::Int(number) => cell(number.to_string(), CellForm::Number),
        Data::Float(number) => of_number(*number),
        Data::Bool(yes) => of_boolean(*yes),
        Data::DateTime(date) => of_date(*date),
        Data::DateTimeIso(text) => of_iso_date(text),
        Data::DurationIso(text) => SheetCell::text(text),
        Data::Error(error) => cell(error.to_string(), CellForm::Error),
    }
}

/// Returns the cell of a value that is borrowed from a workbook.
pub(super) fn of_data_ref(data: &DataRef<'_>) -> SheetCell {
    match data {
        DataRef::SharedString(text) => SheetCell::text(*text),
        other => of_data(&Data::from(other.clone())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_as_they_were_typed() {
        assert_eq!(of_number(2012.0).text, "2012");
        assert_eq!(of_number(7_701_234_567.0).text, "7701234567");
        assert_eq!(of_number(0.1).text, "0.1");
        assert_eq!(of_percent(0.245).text, "24.5");
        assert_eq!(of_percent(0.07).text, "7");
        assert_eq!(of_iso_date("2017-02-01").text, "2017-02-01");
    }
}
