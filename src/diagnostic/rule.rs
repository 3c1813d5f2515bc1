//! The table of all diagnostics: code, severity, message and hints in both languages.
//!
//! `[check]` in `site.toml`, the reports, the rules of SARIF and the manual are derived from this table.

use super::severity::Severity;
use crate::text::Bilingual;

/// A row of the table. In messages and hints `{name}` is the placeholder of a fact.
#[derive(Debug)]
pub struct Rule {
    /// The stable name, used in `site.toml` and in reports.
    pub name: &'static str,
    /// The severity, unless `site.toml` sets another one.
    pub severity: Severity,
    /// Whether the rule is disabled unless `site.toml` enables it.
    pub is_off: bool,
    /// The message.
    pub message: Bilingual,
    /// The hints. The first one whose facts all have values is used.
    pub hints: &'static [Bilingual],
}

macro_rules! rules {
    ($($code:ident $name:literal $level:ident $ru:literal $en:literal $([$hint_ru:literal $hint_en:literal])*;)*) => {
        /// The code of a rule.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u16)]
        #[allow(missing_docs, reason = "the message in the table explains each code")]
        pub enum Code { $($code),* }

        /// All rules, in the order of the codes.
        pub const RULES: &[Rule] = &[$(Rule {
            name: $name,
            severity: rules!(@severity $level),
            is_off: rules!(@off $level),
            message: Bilingual { ru: $ru, en: $en },
            hints: &[$(Bilingual { ru: $hint_ru, en: $hint_en }),*],
        }),*];

        /// All codes, in the order of the table.
        pub const CODES: &[Code] = &[$(Code::$code),*];
    };
    (@severity error) => { Severity::Error };
    (@severity note) => { Severity::Note };
    (@severity $other:ident) => { Severity::Warning };
    (@off off) => { true };
    (@off $other:ident) => { false };
}

impl Code {
    /// Returns the row of the code.
    pub fn rule(self) -> &'static Rule {
        &RULES[self as usize]
    }

    /// Finds a code by its name.
    pub fn from_name(name: &str) -> Option<Code> {
        CODES.iter().copied().find(|code| code.rule().name == name)
    }
}

rules! {
    // files
    UnreadableFile "unreadable-file" error "файл не читается: {words}" "the file cannot be read: {words}"
        ["проверьте права на файл" "check the file's permissions"];
    SpecialFile "special-file" error "здесь не файл и не папка, а {what}" "this is neither a file nor a folder but {what_en}"
        ["удалите его" "remove it"];
    LinkLeavesSite "link-leaves-site" error "символическая ссылка ведёт за пределы своей папки или к скрытому файлу" "the symbolic link leads out of its folder, or to a hidden file"
        ["скопируйте файл в папку или удалите ссылку" "copy the file into the folder or remove the link"];
    LinkLoops "link-loops" error "символическая ссылка ведёт в папку, которая её содержит, или туда же, куда другая" "the symbolic link leads back to a folder that holds it, or where another link leads"
        ["удалите ссылку" "remove the link"];
    FileTooLarge "file-too-large" error "файл занимает {size} МБ, читаются файлы до {limit} МБ" "the file has {size} MB; files up to {limit} MB are read"
        ["разделите список на несколько файлов" "divide the list into several files"];
    SameFileName "same-file-name" error "два файла с одним именем (в разной записи Юникода)" "two files have the same name (in different Unicode forms)"
        ["удалите или переименуйте один из них" "remove or rename one of them"];
    FileNameNotUnicode "file-name-not-unicode" error "имя файла не в Юникоде" "the file's name is not Unicode"
        ["переименуйте файл латиницей" "rename the file"];
    NotUtf8 "not-utf8" error "файл не в кодировке UTF-8" "the file is not UTF-8"
        ["сохраните файл в кодировке UTF-8" "save the file as UTF-8"];
    EmptyFile "empty-file" error "файл пуст" "the file is empty"
        ["напишите запись или удалите файл; образец даёт `atlas new`" "write the record or remove the file; `atlas new` gives a pattern"];
    UnreadFile "unread-file" warning "файл никто не читает" "nobody reads the file"
        ["{advice}" "{advice_en}"];
    UnlistedLanguage "unlisted-language" warning "файл назван как перевод на «{language}», но языка «{language}» нет в site.toml" "the file is named like a translation into `{language}`, but `{language}` is not in site.toml"
        ["если это перевод, добавьте \"{language}\" в languages; если отдельная запись, начните её строкой id: {id}" "if it is a translation, add \"{language}\" to languages; if it is a record of its own, begin it with the line id: {id}"]
        ["если это перевод, добавьте \"{language}\" в languages; если отдельная страница, назовите файл без точки" "if it is a translation, add \"{language}\" to languages; if it is a page of its own, name the file without a dot"];
    NoSettings "no-settings" error "нет файла site.toml" "there is no site.toml"
        ["запустите программу в папке атласа, укажите её через --root или начните новый атлас: atlas init ПАПКА" "run the program in an atlas's folder, name it with --root, or begin a new atlas: atlas init DIR"];
    // site.toml
    BadToml "bad-toml" error "ошибка в TOML: {words}" "broken TOML: {words}";
    UnknownSetting "unknown-setting" error "неизвестный параметр «{key}»" "unknown setting `{key}`"
        ["возможно, «{near}»?" "did you mean `{near}`?"] ["здесь могут стоять: {known}" "what can stand here: {known}"];
    BadSetting "bad-setting" error "параметр «{key}»: ожидается {expected}" "setting `{key}`: expected {expected_en}"
        ["возможно, «{near}»?" "did you mean `{near}`?"];
    UnknownLicence "unknown-licence" error "«{id}» нет в списке лицензий SPDX" "`{id}` is not in the list of licences of SPDX"
        ["возможно, «{near}»?" "did you mean `{near}`?"] ["возьмите id с https://spdx.org/licenses/ или назовите лицензию без id: licence = \"…\"" "take an id from https://spdx.org/licenses/, or name the licence without an id: licence = \"…\""];
    LowContrast "low-contrast" error "цвет {colour} на фоне {ground}: контраст {ratio}, а тексту нужно 4,5" "colour {colour} on {ground}: the contrast is {ratio_en}, and text needs 4.5"
        ["возьмите {near}" "take {near}"];
    MissingSetting "missing-setting" error "не задан параметр «{key}»" "setting `{key}` is missing"
        ["добавьте: {example}" "add: {example}"];
    UnknownVocabulary "unknown-vocabulary" error "в словаре нет «{name}»" "the vocabulary has no `{name}`"
        ["возможно, «{near}»?" "did you mean `{near}`?"] ["есть: {known}" "there are: {known}"];
    UnknownHost "unknown-host" error "неизвестный хост «{name}»" "unknown host `{name}`"
        ["возможно, «{near}»?" "did you mean `{near}`?"] ["известны: {known}" "known: {known}"];
    NameTaken "name-taken" error "имя «{name}» уже занято у вида «{kind}»" "the name `{name}` is already taken in kind `{kind}`"
        ["выберите другое имя" "choose another name"];
    // records
    UnknownKind "unknown-kind" error "папка «{folder}» не соответствует ни одному виду записей" "the folder `{folder}` is no kind of record"
        ["возможно, «{near}»?" "did you mean `{near}`?"] ["опишите вид в site.toml: [kinds.…] folder = \"{folder}\"" "declare the kind in site.toml: [kinds.…] folder = \"{folder}\""];
    MisplacedFile "misplaced-file" error "файл лежит вне папки вида записей" "the file lies outside the folder of a kind"
        ["переместите его, например, в content/{folder}/" "move it, for example to content/{folder}/"];
    BadYaml "bad-yaml" error "ошибка в YAML: {words}" "broken YAML: {words_en}"
        ["напишите {near}" "write {near}"] ["отступайте пробелами, а не {tabs}" "indent with spaces, not with {tabs_en}"] ["проверьте отступы, двоеточия и кавычки в этой строке и выше" "check the indentation, colons and quotes on this line and above"];
    YamlLimit "yaml-limit" error "YAML превышает предел: {words}" "the YAML exceeds a limit: {words_en}"
        ["упростите запись или разделите файл на несколько" "simplify the record, or divide the file into several"];
    NoFrontMatter "no-front-matter" error "нет полей записи между строками ---" "there are no fields between lines of ---"
        ["начните файл так: ---, ниже name: Название, ниже ---" "begin the file with: ---, then name: The name, then ---"];
    OpenFrontMatter "open-front-matter" error "поля записи не закрыты строкой ---" "the front matter is not closed by a line of ---"
        ["добавьте строку --- перед текстом" "add a line of --- before the text"];
    NotARecord "not-a-record" error "ожидается {expected}" "expected {expected_en}";
    DuplicateKey "duplicate-key" error "поле «{key}» задано дважды" "field `{key}` is given twice"
        ["оставьте одно из них" "keep one of them"];
    DuplicateKeys "duplicate-keys" error "заданы дважды: {keys}" "given twice: {keys}"
        ["если с «{key}» начинается другая запись, поставьте перед ним её строку «- id: …»; иначе оставьте одно из двух" "if another record begins with `{key}`, put its line `- id: …` before it; otherwise keep one of the two"];
    UnknownField "unknown-field" error "у {where} нет {what} «{field}»" "{where_en} has no {what_en} `{field}`"
        ["возможно, «{near}»?" "did you mean `{near}`?"] ["поля вида: {known}; новое описывают в site.toml: [kinds.{kind}.fields.{new}]" "the kind's fields: {known}; a new one is declared in site.toml: [kinds.{kind}.fields.{new}]"] ["здесь могут стоять: {known}" "what can stand here: {known}"];
    UnknownListKey "unknown-list-key" error "ключ «{field}» здесь не читается" "the key `{field}` is not read here"
        ["возможно, «{near}»?" "did you mean `{near}`?"] ["{advice}" "{advice_en}"];
    MissingName "missing-name" error "у записи нет названия" "the record has no name"
        ["добавьте строку: name: Название" "add a line: name: The name"];
    MissingId "missing-id" error "у записи списка нет id" "the record in the list has no id"
        ["добавьте: - id: короткое-имя" "add: - id: short-name"];
    BadId "bad-id" error "«{id}» не годится в id: {words}" "`{id}` cannot be an id: {words_en}"
        ["например, {near}" "for example {near}"];
    BadValue "bad-value" error "поле «{field}»: ожидается {expected}" "field `{field}`: expected {expected_en}"
        ["{advice}" "{advice_en}"];
    AmbiguousNumber "ambiguous-number" error "«{number}» читается двояко: {whole} или {decimal}" "`{number}` can be read in two ways: {whole} or {decimal}"
        ["напишите {whole} или {exact}" "write {whole} or {exact}"] ["напишите {whole}" "write {whole}"];
    CommentInValue "comment-in-value" warning "«{lost}» не войдёт в значение: с # начинается примечание" "`{lost}` is no part of the value: # begins a comment"
        ["если это часть значения, возьмите всё в кавычки: \"{value}\"; если примечание, поставьте после # пробел" "if it is part of the value, put it all in quotes: \"{value}\"; if it is a comment, put a space after #"];
    BadDate "bad-date" error "«{text}» не дата: {words}" "`{text}` is not a date: {words_en}"
        ["напишите {near}" "write {near}"] ["напишите {first} или {second}" "write {first} or {second}"]
        ["пишите 2017, 2017-02, 2017-02-21, 2017-06-22/2017-06-23, 2017~ (около), 2017? (неточно), ../2021" "write 2017, 2017-02, 2017-02-21, 2017-06-22/2017-06-23, 2017~ (about), 2017? (uncertain), ../2021"];
    BadChoice "bad-choice" error "у поля «{field}» нет значения «{value}»" "field `{field}` has no value `{value}`"
        ["возможно, «{near}»? Возможны: {known}" "did you mean `{near}`? Possible: {known}"] ["возможны: {known}" "possible: {known}"];
    RecordLimit "record-limit" error "запись превышает предел: {words}" "the record exceeds a limit: {words_en}"
        ["дайте полю «{text_field}» тип markdown" "give field `{text_field}` the type markdown"] ["разделите её или сократите" "divide it or make it shorter"];
    BadIdentifier "bad-identifier" error "{scheme} «{value}» неверен: {words}" "{scheme} `{value}` is wrong: {words_en}"
        ["сверьте с источником" "compare with the source"];
    BadUrl "bad-url" error "«{url}» не адрес: {words}" "`{url}` is not an address: {words_en}"
        ["напишите {near}" "write {near}"] ["адрес начинается с https:// или http://" "an address begins with https:// or http://"];
    BadStatus "bad-status" error "нет статуса «{value}»" "there is no status `{value}`"
        ["возможно, «{near}»?" "did you mean `{near}`?"] ["возможны: stated, planned, proposed, inferred" "possible: stated, planned, proposed, inferred"];
    UnknownLanguage "unknown-language" error "языка «{language}» нет в site.toml" "language `{language}` is not in site.toml"
        ["возможно, «{near}»?" "did you mean `{near}`?"] ["языки атласа: {known}" "the atlas's languages: {known}"];
    UnknownFigure "unknown-figure" error "показателя «{figure}» нет в словаре" "the vocabulary has no figure `{figure}`"
        ["возможно, «{near}»?" "did you mean `{near}`?"] ["есть {known}; новый описывают в site.toml: [figures.{figure}] label = …" "there are {known}; a new one is declared in site.toml: [figures.{figure}] label = …"];
    InvisibleCharacter "invisible-character" warning "в имени поля невидимый знак {character}" "the field's name holds the invisible character {character}"
        ["наберите имя заново" "type the name again"];
    // links between records
    TextTwice "text-twice" error "текст записи дан дважды: полем text и под шапкой" "the record's text is given twice: by the key `text` and below the front matter"
        ["оставьте один из них" "keep one of them"];
    DuplicateId "duplicate-id" error "id «{id}» уже занят" "the id `{id}` is already taken"
        ["дайте записи другой id" "give the record another id"];
    OrphanTranslation "orphan-translation" error "нет записи «{id}», перевод которой лежит в этом файле" "there is no record `{id}` that this file translates"
        ["возможно, «{near}»?" "did you mean `{near}`?"] ["создайте {id}.md" "create {id}.md"];
    TranslationConflict "translation-conflict" error "перевод и запись расходятся: {what}" "the translation and the record differ: {what_en}"
        ["исправьте одно из двух или уберите из перевода" "correct one of the two, or remove it from the translation"];
    BrokenReference "broken-reference" error "нет записи «{target}»" "there is no record `{target}`"
        ["напишите списком: {list}" "write a list: {list}"]
        ["возможно, «{near}»?" "did you mean `{near}`?"] ["создайте запись: atlas new {kind} {new}" "create the record: atlas new {kind} {new}"] ["создайте запись или исправьте имя" "create the record or correct the name"];
    AmbiguousReference "ambiguous-reference" error "«{target}» называются несколько записей: {known}" "several records are called `{target}`: {known}"
        ["укажите id" "give the id"];
    WrongKind "wrong-kind" error "«{target}» — это {kind}, а поле «{field}» ждёт: {known}" "`{target}` is a {kind_en}, and field `{field}` expects: {known_en}"
        ["укажите другую запись или другое поле" "name another record or use another field"];
    SelfReference "self-reference" error "запись ссылается в поле «{field}» на саму себя" "in field `{field}` the record refers to itself"
        ["удалите ссылку" "remove the reference"];
    DuplicateReference "duplicate-reference" warning "«{target}» стоит в поле «{field}» дважды" "`{target}` stands twice in field `{field}`"
        ["оставьте одну ссылку или дайте им разные роли" "keep one, or give them different roles"];
    RelationConflict "relation-conflict" error "связь с «{target}» описана по-разному с двух сторон: {what}" "the relation with `{target}` is written differently on its two sides: {what_en}"
        ["исправьте одну из сторон или опишите связь только на одной" "correct one side, or write the relation on one side only"];
    RelationCycle "relation-cycle" error "«{field}»: круг {path}" "`{field}`: a circle {path}"
        ["разорвите круг" "break the circle"];
    BrokenLink "broken-link" error "ссылка никуда не ведёт: {target}" "the link leads nowhere: {target}"
        ["возможно, «{near}»?" "did you mean `{near}`?"] ["проверьте путь к файлу .md или id записи" "check the path of the .md file or the record's id"];
    BrokenAnchor "broken-anchor" error "на странице{page} нет раздела #{anchor}" "the page{page} has no section #{anchor}"
        ["возможно, «#{near}»?" "did you mean `#{near}`?"] ["разделы страницы: {known}" "the page's sections: {known}"];
    TooMuchHtml "too-much-html" error "в тексте больше {limit} тегов HTML" "the text has more than {limit} HTML tags"
        ["пишите на Markdown" "write Markdown"];
    RenamedId "renamed-id" warning "id «{id}» занят страницей или этим же текстом; в тексте стоит «{renamed}»" "id `{id}` belongs to the page or stands in this text already; the text has `{renamed}`"
        ["id не начинается с atlas- и в тексте не повторяется" "an id does not begin with atlas- and stands once in a text"];
    RemovedHtml "removed-html" warning "элемент <{element}> на странице не появится" "the page will not have the element <{element}>"
        ["картинку вставляют так: ![подпись](/assets/файл.png); на видео и чужие страницы дают ссылку" "a picture is written ![caption](/assets/file.png); to a video or another site give a link"];
    OpenComment "open-comment" warning "комментарий не закрыт" "the comment does not end"
        ["закройте его: {end}; если это не комментарий, поставьте перед ним \\" "end it with {end}; if it is no comment, write \\ before it"];
    EmptyLink "empty-link" warning "у ссылки нет слов, её не увидят" "the link has no words, nobody will see it"
        ["напишите слова: [слова](адрес), [[id|слова]] или [[id]]" "write words: [words](address), [[id|words]] or [[id]]"];
    NeedlessAka "needless-aka" warning "«{id}» — нынешний id записи, а не прежний" "`{id}` is the present id of the record, not a former one"
        ["уберите его из aka" "remove it from aka"];
    ForeignNotation "foreign-notation" warning "запись {notation} здесь не читается и выйдет как есть" "the notation {notation} is not read here, and is printed as it stands"
        ["{advice}" "{advice_en}"];
    ExcessCells "excess-cells" warning "в строке таблицы больше ячеек, чем в заголовке ({count}): лишние не появятся" "the row has more cells than the header of the table ({count}): the others will not appear"
        ["добавьте столбец в заголовок; черту внутри ячейки пишут \\|" "add a column to the header; a pipe within a cell is written \\|"];
    DuplicateNote "duplicate-note" warning "сноска «{name}» написана дважды; ссылки ведут к первой" "the note `{name}` is written twice; references lead to the first"
        ["дайте второй другое имя или удалите её" "give the second another name or remove it"];
    HiddenSource "hidden-source" warning "сноска «{name}» закрывает источник с тем же id" "the note `{name}` hides the source of the same id"
        ["дайте сноске другое имя" "give the note another name"];
    NamesADraft "names-a-draft" warning "ссылка называет черновик «{name}»: на странице будет его название без ссылки" "the link names the draft `{name}`: the page will have its name without a link"
        ["напишите свои слова: [[id|слова]]; или уберите draft: true из записи" "write words of your own: [[id|words]]; or remove draft: true from the record"];
    UnsafeLink "unsafe-link" error "ссылка такого вида не допускается: {target}" "this kind of link is not allowed: {target}"
        ["напишите {near}" "write {near}"] ["{advice}" "{advice_en}"] ["годятся https:, http:, mailto:, tel: и относительные ссылки" "https:, http:, mailto:, tel: and relative links are allowed"];
    // rules over the whole
    FoundedAfter "founded-after" error "«{party}» основана {founded}, позже соглашения ({date})" "`{party}` was founded {founded}, after the agreement ({date})"
        ["проверьте обе даты" "check both dates"];
    DateOrder "date-order" error "{from} позже, чем {to}" "{from} is later than {to}"
        ["поменяйте даты местами или исправьте одну" "exchange the dates or correct one"];
    Contradiction "contradiction" warning "показатель «{figure}» на {date} имеет разные значения: {values}" "figure `{figure}` on {date} has different values: {values}"
        ["оставьте оба, если источники расходятся: страница покажет противоречие" "keep both if the sources differ: the page shows the contradiction"];
    NoSource "no-source" off "утверждение без источника: {claim}" "a claim without a source: {claim}"
        ["добавьте source: id-источника, или sources: в запись" "add source: source-id, or sources: to the record"];
    NoRegion "no-region" off "запись без региона" "the record has no region"
        ["добавьте region: код" "add region: code"];
    NoSector "no-sector" off "запись без отрасли" "the record has no sector"
        ["добавьте sectors: [отрасль]" "add sectors: [sector]"];
    NoTranslation "no-translation" off "нет названия на языке «{language}»" "there is no name in language `{language}`"
        ["добавьте его к name или в файл перевода" "add it to name, or in the translation file"];
    DuplicateIdentifier "duplicate-identifier" warning "{scheme} «{value}» стоит и у записи «{id}»" "{scheme} `{value}` is that of record `{id}`, too"
        ["если это одно и то же, объедините записи; иначе исправьте один из них" "if both are the same thing, make them one record; otherwise correct one"];
    DuplicateName "duplicate-name" warning "так же называется запись «{id}» того же вида" "the record `{id}` of this kind has the same name"
        ["если это одно и то же, объедините записи; иначе уточните название" "if both are the same thing, make them one record; otherwise make the name more precise"];
    UnlikelyYear "unlikely-year" warning "год {year} похож на опечатку" "the year {year} looks like a slip"
        ["проверьте дату; если год верен, отключите проверку: [check] unlikely-year = \"off\"" "check the date; if the year is right, disable the check: [check] unlikely-year = \"off\""];
    ZeroCoordinates "zero-coordinates" warning "координаты 0, 0 — точка в океане" "the coordinates 0, 0 are a point in the ocean"
        ["напишите координаты места или уберите их" "write the coordinates of the place, or remove them"];
    SwappedCoordinates "swapped-coordinates" warning "широта и долгота, похоже, переставлены: {point}" "latitude and longitude seem to be swapped: {point}"
        ["{advice}" "{advice_en}"];
    PlaceOutsideRegion "place-outside-region" warning "до границы региона «{region}» {distance} км" "the border of region `{region}` is {distance} km away"
        ["проверьте координаты и регион" "check the coordinates and the region"];
    PlaceOffMap "place-off-map" warning "место вне всех границ карты: до ближайшей {distance} км" "the place is outside all borders of the map: the nearest is {distance} km away"
        ["проверьте координаты; у места за границей назовите регион" "check the coordinates; name a region of a place abroad"];
    UnknownBorder "unknown-border" warning "на карте нет границ «{code}»" "the map has no borders `{code}`"
        ["возможно, «{near}»?" "did you mean `{near}`?"] ["границы карты: {known}" "the borders of the map: {known}"];
    UnusedBorder "unused-border" warning "границы, которых не называет ни один регион: {known}" "borders that no region names: {known}"
        ["добавьте региону code или уберите границы из файла" "add `code` to a region, or remove the borders from the file"];
    EmptyWindow "empty-window" warning "в окне карты нет ни одной границы" "no border lies in the window of the map"
        ["напишите запад, юг, восток, север в градусах; границы занимают [{west}, {south}, {east}, {north}]" "write west, south, east, north in degrees; the borders cover [{west}, {south}, {east}, {north}]"];
    RegionOffMap "region-off-map" warning "границ «{code}» нет ни в окне карты, ни в её врезках и видах" "the borders `{code}` are neither in the window of the map nor in its insets and views"
        ["расширьте [map] window или добавьте [map.insets.ИМЯ] с окном [{west}, {south}, {east}, {north}]" "widen [map] window, or add [map.insets.NAME] with the window [{west}, {south}, {east}, {north}]"];
    BadTile "bad-tile" warning "плитка региона {tile}: {words}" "the tile of the region {tile}: {words_en}"
        ["исправьте tile или [map] tiles" "correct `tile`, or [map] tiles"];
    PlannedPast "planned-past" off "запланировано на {date}, дата прошла" "planned for {date}, which has passed"
        ["узнайте, состоялось ли, и измените статус" "find out whether it happened, and change the status"];
    NotChecked "not-checked" off "давно не сверялось с источниками: {date}" "not compared with its sources for long: {date}"
        ["сверьте запись и напишите checked: дата" "compare the record and write checked: date"];
    // pages
    RouteCollision "route-collision" error "два источника для одного адреса {route}" "two sources for one address {route}"
        ["измените id или имя файла одного из них" "change the id or the file name of one"];
    LongName "long-name" error "имя файла в адресе {route} длиннее {limit} байт" "the file name in address {route} is longer than {limit} bytes"
        ["дайте записи id короче" "give the record a shorter id"];
    ReservedName "reserved-name" error "имя «{name}» в адресе занято в Windows" "the name `{name}` in the address is reserved by Windows"
        ["дайте записи или файлу другое имя" "give the record or file another name"];
    UnportableName "unportable-name" error "знак «{character}» в адресе {route} не допускают Windows и часть хостов" "the character `{character}` in address {route} is refused by Windows and by some hosts"
        ["переименуйте файл" "rename the file"];
    TooMuchOutput "too-much-output" error "файлы сайта заняли бы больше {limit} МБ" "the files of the site would have more than {limit} MB"
        ["если так и нужно, напишите в site.toml: [host] most_megabytes = …" "if that is how it should be, write in site.toml: [host] most_megabytes = …"];
    HostLimit "host-limit" warning "предел хоста «{host}»: {words}" "a limit of host `{host}`: {words_en}"
        ["{advice}" "{advice_en}"];
    RemovedFiles "removed-files" warning "сборка убирает опубликованные файлы ({words}): {count}" "the build removes published files ({words_en}): {count}"
        ["чтобы они остались, напишите в site.toml: {setting}" "to keep them, write in site.toml: {setting}"];
    // layouts
    BadLayout "bad-layout" error "ошибка в шаблоне: {words}" "an error in the layout: {words}"
        ["возможно, «{near}»? Есть: {known}" "did you mean `{near}`? There are: {known}"] ["есть: {known}" "there are: {known}"];
    MissingLayout "missing-layout" error "нет шаблона {name}" "there is no layout {name}"
        ["создайте layouts/{name} или удалите ссылку на него" "create layouts/{name}, or remove what asks for it"];
    UnknownPage "unknown-page" error "страницы «{name}» нет" "there is no page `{name}`"
        ["возможно, «{near}»?" "did you mean `{near}`?"] ["есть: {known}" "there are: {known}"];
    MissingAsset "missing-asset" error "нет файла {path}" "there is no {path}"
        ["возможно, «{near}»?" "did you mean `{near}`?"];
    BadPicture "bad-picture" error "картинка: {words}" "the picture: {words_en}"
        ["сохраните её заново из программы для картинок" "save it anew from a program for pictures"];
    UnsafePicture "unsafe-picture" error "картинка опасна: {words}" "the picture is dangerous: {words_en}"
        ["откройте её в редакторе и сохраните как простой SVG, или как PNG" "open it in an editor and save it as plain SVG, or as PNG"];
    BadFont "bad-font" error "{name} не шрифт TrueType или OpenType" "{name} is no font in TrueType or OpenType"
        ["положите в assets/ файл .ttf или .otf" "put a file .ttf or .otf into assets/"];
    ShareLetters "share-letters" warning "в шрифте картинки для ссылок нет знака «{character}»: у записи будет картинка сайта, если она есть" "the font of share pictures has no `{character}`: the record gets the picture of the site, if there is one"
        ["назовите шрифт с этим знаком: [share] font = \"имя.ttf\"" "name a font that has it: [share] font = \"name.ttf\""];
    BadGeometry "bad-geometry" error "файл границ assets/{name}: {words}" "the file of borders assets/{name}: {words_en}"
        ["нужны многоугольники с id, в градусах: GeoJSON или TopoJSON" "polygons with an id are needed, in degrees: GeoJSON or TopoJSON"];
    BadStrings "bad-strings" error "строка «{key}»: {words}" "string `{key}`: {words_en}";
    UnknownString "unknown-string" error "строки «{key}» ни одна страница не показывает" "no page shows a string `{key}`"
        ["возможно, «{near}»?" "did you mean `{near}`?"] ["все ключи пишет atlas strings {language}; свои называет шаблон: {call}" "atlas strings {language} writes all keys; a layout names those of your own: {call}"];
    UnknownPlaceholder "unknown-placeholder" error "строка «{key}»: {name} никто не заполнит" "string `{key}`: nothing fills {name}"
        ["возможно, {near}?" "did you mean {near}?"] ["здесь могут стоять: {known}" "what can stand here: {known}"] ["в этой строке подстановок нет" "this string has no placeholders"];
    LostPlaceholder "lost-placeholder" warning "строка «{key}»: нет {name}, на странице этого не будет" "string `{key}` has no {name}: the page will not show it"
        ["по-английски: {example}" "in English: {example}"];
    PluralForms "plural-forms" warning "«{key}»: {words}" "`{key}`: {words_en}"
        ["формы языка «{language}»: {known}" "the forms of language `{language}`: {known}"];
    // what `check --translations` lists
    Untranslated "untranslated" note "на «{language}» не переведено: {what}" "no translation into `{language}`: {what_en}"
        ["{advice}" "{advice_en}"];
    // the report itself
    MoreErrors "more-errors" error "и ещё {count}: {codes}" "and {count} more: {codes}"
        ["исправьте то, что названо, и запустите программу снова" "mend what is named, and run the program again"];
    MoreWarnings "more-warnings" warning "и ещё {count}: {codes}" "and {count} more: {codes}";
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the placeholders of a text. The English form of a fact is called `…_en`.
    fn facts(words: &str) -> Vec<String> {
        let mut found: Vec<String> = words
            .split('{')
            .skip(1)
            .filter_map(|rest| rest.split_once('}'))
            .map(|(name, _)| name.replace("_en", ""))
            .collect();
        found.sort();
        found
    }

    #[test]
    fn both_languages_have_the_same_facts_and_every_name_has_its_code() {
        for (code, rule) in CODES.iter().zip(RULES) {
            assert_eq!(Code::from_name(rule.name), Some(*code));
            for words in std::iter::once(&rule.message).chain(rule.hints) {
                assert_eq!(facts(words.ru), facts(words.en), "{}", rule.name);
            }
        }
    }
}
