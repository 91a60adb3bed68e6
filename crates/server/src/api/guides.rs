//! The user's guide: Markdown files of `docs/guide/`, carried in the program.

use rust_embed::RustEmbed;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;
use crate::http::body::Path;
use crate::problem::{Body, Problem, Result};
use crate::render::{Links, markdown, outline};

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../../docs/guide"]
#[include = "*.md"]
struct Files;

/// One chapter in the list.
#[derive(Debug, Serialize, ToSchema)]
pub struct GuideSummary {
    pub slug: String,
    pub title: String,
    /// Its first paragraph.
    pub summary: String,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct Guides {
    /// In the order in which they are meant to be read.
    pub items: Vec<GuideSummary>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct Guide {
    pub slug: String,
    pub title: String,
    /// Safe HTML.
    pub html: String,
    pub headings: Vec<GuideHeading>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct GuideHeading {
    pub id: String,
    pub text: String,
    pub level: usize,
}

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(one))
}

/// Chapters of the user's guide.
#[utoipa::path(get, path = "/guides", tag = "help", responses((status = 200, body = Guides)))]
async fn list() -> axum::Json<Guides> {
    // Files are named `10-first-steps.md`: the number orders, the rest is the name.
    let mut names: Vec<_> = Files::iter().collect();
    names.sort();
    let items = names.iter().filter_map(|name| {
        let text = read(name)?;
        let paragraph = |block: &&str| !block.starts_with(['#', '|']) && !block.trim().is_empty();
        let summary = text.split("\n\n").find(paragraph).unwrap_or_default();
        let summary = summary.trim().replace('\n', " ").replace('`', "");
        Some(GuideSummary { slug: slug(name).to_owned(), title: title(&text), summary })
    });
    axum::Json(Guides { items: items.collect() })
}

/// One chapter as HTML.
#[utoipa::path(
    get, path = "/guides/{slug}", tag = "help",
    params(("slug" = String, Path, description = "Name of the chapter")),
    responses((status = 200, body = Guide), (status = 404, body = Body))
)]
async fn one(Path(wanted): Path<String>) -> Result<axum::Json<Guide>> {
    let name = Files::iter().find(|name| slug(name) == wanted);
    let text = name.as_deref().and_then(read).ok_or_else(|| Problem::not_found("chapter"))?;
    let headings = outline(&text);
    let mut html = markdown(&text, Links::default());
    for heading in &headings {
        // Ids are ours, put in after sanitising, which allows none.
        let level = heading.level;
        let open = format!("<h{level}>");
        html = html.replacen(&open, &format!("<h{level} id=\"{}\">", heading.id), 1);
    }
    let headings = headings
        .into_iter()
        .map(|heading| GuideHeading { id: heading.id, text: heading.text, level: heading.level })
        .collect();
    Ok(axum::Json(Guide { slug: wanted, title: title(&text), html, headings }))
}

fn read(name: &str) -> Option<String> {
    let file = Files::get(name)?;
    Some(String::from_utf8_lossy(&file.data).into_owned())
}

fn slug(name: &str) -> &str {
    let name = name.strip_suffix(".md").unwrap_or(name);
    name.split_once('-').map_or(name, |(_, rest)| rest)
}

fn title(text: &str) -> String {
    let first = text.lines().next().unwrap_or_default();
    first.trim_start_matches('#').trim().to_owned()
}
