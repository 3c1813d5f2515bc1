//! `data/datapackage.json`: a Data Package (<https://datapackage.org/standard/data-package/>) of the files of `data/`,
//! with the checksum of each file and the schema of each table, which is derived from the vocabulary.

use serde_json::{Map, Value, json};

use super::checksums::FileChecksum;
use super::column::Column;
use super::table;
use crate::model::SiteModel;
use crate::plan::{Export, Table};
use crate::site::{Language, Licence};

/// Writes the data package. `checksum` returns the checksum of a file; files without one are left out.
pub(super) fn write<'c>(
    model: &SiteModel,
    checksum: impl Fn(Export) -> Option<&'c FileChecksum>,
) -> Vec<u8> {
    let site = &model.site;
    let files: Vec<Export> = Export::data_files(site, &model.atlas);
    let described = files
        .into_iter()
        .filter(|export| *export != Export::Package);
    let resources: Vec<Value> = described
        .filter_map(|export| resource(model, export, checksum(export)?))
        .collect();
    let mut package = Map::new();
    package.insert(
        "$schema".into(),
        json!("https://datapackage.org/profiles/2.0/datapackage.json"),
    );
    package.insert("profile".into(), json!("data-package"));
    package.insert("name".into(), json!("innovation-atlas"));
    package.insert("title".into(), json!(site.title.text(Language::DEFAULT)));
    package.insert(
        "description".into(),
        json!(site.description.text(Language::DEFAULT)),
    );
    if let Some(base) = &site.base_url {
        package.insert("homepage".into(), json!(base.as_str()));
    }
    // Frictionless requires the form of a semantic version, so the commit has a property of its own.
    if let Some(revision) = &model.revision {
        package.insert("revision".into(), json!(&**revision));
    }
    package.insert(
        "created".into(),
        json!(format!("{}T00:00:00Z", model.today)),
    );
    if !site.licence.is_empty() {
        package.insert("licenses".into(), json!([licence(&site.licence)]));
    }
    package.insert("resources".into(), Value::Array(resources));
    format!("{:#}\n", Value::Object(package)).into_bytes()
}

/// The licence: its identifier, or else the page beside the files that names it. The standard asks for one of them.
fn licence(licence: &Licence) -> Value {
    let title = licence.text(Language::DEFAULT);
    match licence.id {
        Some(id) => json!({ "name": id, "title": title }),
        None => json!({ "title": title, "path": "index.html" }),
    }
}

fn resource(model: &SiteModel, export: Export, checksum: &FileChecksum) -> Option<Value> {
    // A schema is no data; Frictionless would take it for a Table Schema.
    if export == Export::Schema {
        return None;
    }
    let (path, media_type) = export.data_file(&model.site)?;
    let (name, format) = path.rsplit_once('.')?;
    let mut resource = Map::new();
    // `atlas.json` and `atlas.ttl` need different names.
    let name = if format == "csv" {
        name.to_owned()
    } else {
        format!("{name}-{format}")
    };
    resource.insert("name".into(), json!(name.to_lowercase()));
    resource.insert("path".into(), json!(path));
    resource.insert("format".into(), json!(format));
    resource.insert("mediatype".into(), json!(media_type));
    if export != Export::Workbook {
        resource.insert("encoding".into(), json!("utf-8"));
    }
    resource.insert("bytes".into(), json!(checksum.size));
    resource.insert("hash".into(), json!(format!("sha256:{}", checksum.hash)));
    if let Export::Table(of) = export {
        resource.insert("type".into(), json!("table"));
        resource.insert("profile".into(), json!("tabular-data-resource"));
        if let Table::Kind(kind) = of {
            resource.insert(
                "title".into(),
                json!(
                    model
                        .site
                        .vocabulary
                        .kind(kind)
                        .title
                        .text(Language::DEFAULT)
                ),
            );
        }
        resource.insert("schema".into(), schema(model, of));
    }
    Some(Value::Object(resource))
}

/// The Table Schema of a table (<https://datapackage.org/standard/table-schema/>).
fn schema(model: &SiteModel, of: Table) -> Value {
    let field = |column: Column| {
        let mut field =
            json!({ "name": column.name, "title": column.title, "type": column.of_type });
        let mut constraints = Map::new();
        if column.required {
            constraints.insert("required".into(), json!(true));
        }
        if !column.choices.is_empty() {
            constraints.insert("enum".into(), json!(column.choices));
        }
        if !constraints.is_empty() {
            field["constraints"] = Value::Object(constraints);
        }
        field
    };
    let fields: Vec<Value> = table::columns(model, of).into_iter().map(field).collect();
    let mut schema = json!({ "fields": fields, "missingValues": [""] });
    if let Table::Kind(_) = of {
        schema["primaryKey"] = json!(["id"]);
    }
    schema
}
