//! The mistakes of a file of borders.

use crate::text::bilingual::MessageLanguage;

/// Why borders cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BorderError {
    /// The bytes are not UTF-8.
    Encoding,
    /// The text is not JSON; the words of the parser.
    Json(String),
    /// The JSON is neither GeoJSON nor TopoJSON.
    Form,
    /// No polygon has an id: the property that the settings name, and the properties of the first polygon that could be one.
    NoIds(Option<String>, Vec<String>),
    /// The file has no polygon.
    NoPolygons,
    /// Several objects of a topology have units; their names.
    ManyObjects(Vec<String>),
    /// The topology has no object of the name that the settings give; the names of those it has.
    NoObject(String, Vec<String>),
    /// A feature or geometry, by its number and its id if it has one, has a wrong shape.
    Feature(usize, Option<String>, ShapeError),
    /// An arc of a topology, by its number, has a wrong shape.
    Arc(usize, ShapeError),
    /// The shapes of a topology have more positions than the program takes; the limit.
    TooManyPositions(usize),
}

/// What is wrong with coordinates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ShapeError {
    /// Something that is not a list of rings, positions or arcs.
    NotAList,
    /// A position that is not a pair of numbers.
    NotAPair,
    /// A position beyond 90° of latitude or 540° of longitude, as it is written.
    NotOnTheGlobe(String),
    /// The number of an arc that the topology does not have.
    NoArc(i64),
}

impl BorderError {
    /// The message in a language.
    pub fn message(&self, language: MessageLanguage) -> String {
        match language {
            MessageLanguage::Ru => self.russian(),
            MessageLanguage::En => self.english(),
        }
    }

    fn russian(&self) -> String {
        match self {
            Self::Encoding => "это не UTF-8".to_owned(),
            Self::Json(words) => format!("это не JSON: {words}"),
            Self::Form => "это не GeoJSON и не TopoJSON".to_owned(),
            Self::NoIds(wanted, names) => {
                let missing = match wanted {
                    Some(name) => format!("ни у одного многоугольника нет свойства «{name}»"),
                    None => "ни у одного многоугольника нет «id» или свойства «iso»".to_owned(),
                };
                match names.first() {
                    Some(first) => format!(
                        "{missing}; у первого есть свойства {}: назовите нужное в site.toml, [map] id = \"{first}\"",
                        names.join(", ")
                    ),
                    None => missing,
                }
            }
            Self::NoPolygons => "в файле нет многоугольников".to_owned(),
            Self::ManyObjects(names) => format!(
                "в файле несколько слоёв с границами: {}; назовите нужный в site.toml, [map] object = \"{}\"",
                names.join(", "),
                names.first().map_or("", String::as_str)
            ),
            Self::NoObject(name, names) => {
                format!("в файле нет слоя «{name}»; есть {}", names.join(", "))
            }
            Self::Feature(number, id, shape) => {
                let id = id
                    .as_ref()
                    .map(|id| format!(", «{id}»"))
                    .unwrap_or_default();
                format!("фигура {number}{id}: {}", shape.russian())
            }
            Self::Arc(number, shape) => format!("дуга {number}: {}", shape.russian()),
            Self::TooManyPositions(limit) => format!("точек больше {limit}: упростите границы"),
        }
    }

    fn english(&self) -> String {
        match self {
            Self::Encoding => "it is not UTF-8".to_owned(),
            Self::Json(words) => format!("it is not JSON: {words}"),
            Self::Form => "it is neither GeoJSON nor TopoJSON".to_owned(),
            Self::NoIds(wanted, names) => {
                let missing = match wanted {
                    Some(name) => format!("no polygon has the property “{name}”"),
                    None => "no polygon has an “id” or a property “iso”".to_owned(),
                };
                match names.first() {
                    Some(first) => format!(
                        "{missing}; the first one has the properties {}: name the right one in site.toml, [map] id = \"{first}\"",
                        names.join(", ")
                    ),
                    None => missing,
                }
            }
            Self::NoPolygons => "it has no polygons".to_owned(),
            Self::ManyObjects(names) => format!(
                "it has several objects with borders: {}; name the right one in site.toml, [map] object = \"{}\"",
                names.join(", "),
                names.first().map_or("", String::as_str)
            ),
            Self::NoObject(name, names) => {
                format!("it has no object “{name}”; there are {}", names.join(", "))
            }
            Self::Feature(number, id, shape) => {
                let id = id
                    .as_ref()
                    .map(|id| format!(", “{id}”"))
                    .unwrap_or_default();
                format!("feature {number}{id}: {}", shape.english())
            }
            Self::Arc(number, shape) => format!("arc {number}: {}", shape.english()),
            Self::TooManyPositions(limit) => {
                format!("it has more than {limit} positions: simplify the borders")
            }
        }
    }
}

impl ShapeError {
    fn russian(&self) -> String {
        match self {
            Self::NotAList => "в координатах не список".to_owned(),
            Self::NotAPair => "точка не пара чисел".to_owned(),
            Self::NotOnTheGlobe(at) => format!(
                "точки {at} нет на земном шаре: сначала долгота, потом широта, в градусах (WGS 84)"
            ),
            Self::NoArc(number) => format!("нет дуги {number}"),
        }
    }

    fn english(&self) -> String {
        match self {
            Self::NotAList => "its coordinates hold something that is not a list".to_owned(),
            Self::NotAPair => "a position is not a pair of numbers".to_owned(),
            Self::NotOnTheGlobe(at) => format!(
                "the position {at} is not on the globe: longitude comes first, then latitude, in degrees (WGS 84)"
            ),
            Self::NoArc(number) => format!("there is no arc {number}"),
        }
    }
}
