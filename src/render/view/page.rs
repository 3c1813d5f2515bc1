//! The variable `page`.

use std::sync::Arc;

use minijinja::value::Value;

use super::canonical::canonical;
use super::context::PageContext;
use super::date::plain_date;
use super::object::{Attribute, Attributes};
use super::static_map::{map, optional};
use crate::model::SiteModel;
use crate::picture::SHARE_SIZE;
use crate::plan::{ChartKind, Page, PageKind, relative};
use crate::record::{Date, FreePageSlot, PartialDate};
use crate::site::Language;
use crate::text::html::Escaped;

/// The page that is rendered.
pub(super) struct PageView {
    pub(super) context: Arc<PageContext>,
    pub(super) layout: String,
}

impl PageView {
    fn planned(&self) -> &Page {
        self.context.planned()
    }

    fn title(&self) -> Value {
        Value::from(self.context.title())
    }

    fn linked_data(&self) -> Value {
        let json = self
            .context
            .is_content()
            .then(|| self.context.linked_data());
        optional(json.map(Value::from_safe_string))
    }

    fn is_indexed(&self) -> bool {
        !matches!(
            self.planned().kind,
            PageKind::NotFound | PageKind::Moved(..) | PageKind::Card(_)
        )
    }

    fn edit_url(&self) -> Option<String> {
        let context = &self.context;
        match &self.planned().kind {
            PageKind::Record(record) => context.record_edit_url(*record),
            PageKind::FreePage(page) => {
                let prose = context.prose(&FreePageSlot::Page(page.clone()));
                prose.and_then(|prose| context.edit_url(prose.at.path.as_str()))
            }
            _ => None,
        }
    }

    /// The drawing of the page as a file.
    fn picture_page(&self) -> Option<PageKind> {
        let chart = match &self.planned().kind {
            PageKind::Map(kind) => ChartKind::Map(*kind),
            PageKind::Network => ChartKind::Network,
            PageKind::Timeline(year) => ChartKind::Timeline(*year),
            PageKind::Matrix => ChartKind::Matrix(None),
            PageKind::KindMatrix(kind) => ChartKind::Matrix(Some(*kind)),
            _ => return None,
        };
        Some(PageKind::Chart(chart))
    }

    /// The address of that drawing.
    fn picture(&self) -> Option<String> {
        self.context.url(&self.picture_page()?)
    }

    /// The HTML that shows the drawing on another site and leads back to the page; `None` without a `base_url`.
    fn embed(&self) -> Option<String> {
        let context = &self.context;
        let (site, plan) = (&context.model.site, &context.model.plan);
        let picture = plan.page(&self.picture_page()?, context.language)?;
        Some(format!(
            "<a href=\"{}\"><img src=\"{}\" alt=\"{}\"></a>",
            Escaped(&context.canonical()?),
            Escaped(&canonical(site, &picture.address)?),
            Escaped(&context.title())
        ))
    }

    /// The picture that other sites show beside a link: its absolute address and size. None without a `base_url`.
    fn share_image(&self) -> Value {
        let SiteModel { site, plan, .. } = &*self.context.model;
        let own = match &self.planned().kind {
            PageKind::Record(record) => Some(PageKind::ShareImage(*record)),
            _ => None,
        };
        let own = own.and_then(|image| plan.page(&image, self.context.language));
        let drawn = own.map(|page| (page, Some(SHARE_SIZE)));
        let of_site = || {
            let file = &site.share.image.as_ref()?.file;
            let page = plan.page(&PageKind::Asset(file.clone()), Language::DEFAULT)?;
            let info = plan.pictures.get(file);
            Some((page, info.map(|info| (info.width, info.height))))
        };
        optional(drawn.or_else(of_site).and_then(|(page, size)| {
            let (width, height) = size.unzip();
            Some(map([
                ("url", Value::from(canonical(site, &page.address)?)),
                ("width", optional(width)),
                ("height", optional(height)),
            ]))
        }))
    }

    /// The build date.
    fn date(&self) -> Value {
        let moment = PartialDate::from(self.context.model.today);
        plain_date(Some(Date::On(moment)))
    }
}

impl Attributes for PageView {
    const ATTRIBUTES: &'static [Attribute<PageView>] = &[
        ("title", PageView::title),
        ("heading", |page| page.context.heading()),
        ("heading_lang", |page| {
            optional(page.context.heading_language())
        }),
        ("description", |page| optional(page.context.description())),
        ("url", |page| {
            Value::from(relative(&page.context.root, &page.planned().address))
        }),
        ("canonical", |page| optional(page.context.canonical())),
        ("root", |page| Value::from(page.context.root.as_str())),
        ("language", |page| {
            page.context.in_language(page.context.language)
        }),
        ("languages", |page| page.context.languages()),
        ("breadcrumbs", |page| page.context.breadcrumbs()),
        ("layout", |page| Value::from(page.layout.as_str())),
        ("noindex", |page| Value::from(!page.is_indexed())),
        ("edit_url", |page| optional(page.edit_url())),
        ("share_image", PageView::share_image),
        ("date", PageView::date),
        ("address", |page| {
            Value::from(page.planned().address.as_str())
        }),
        ("version", |page| {
            optional(page.context.model.revision.clone())
        }),
        ("bibtex", |page| Value::from(page.context.bibtex())),
        ("linked_data", PageView::linked_data),
        ("feeds", |page| page.context.feeds()),
        ("json", |page| optional(page.context.json())),
        ("card", |page| optional(page.context.card())),
        ("picture", |page| {
            optional(page.picture().map(Value::from_safe_string))
        }),
        ("embed", |page| optional(page.embed())),
    ];

    fn identity(&self) -> (u32, u32) {
        (self.context.page as u32, 0)
    }
}
