//! The competency map: names for what exercises train.

use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;

#[derive(Debug, Serialize, ToSchema)]
pub struct Competency {
    /// `area/topic`.
    pub id: String,
    pub name: String,
    pub area: String,
    pub area_name: String,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct Competencies {
    pub items: Vec<Competency>,
}

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list))
}

/// All topics, in the order of the map.
#[utoipa::path(
    get, path = "/competencies", tag = "exercises",
    responses((status = 200, body = Competencies))
)]
async fn list(State(app): State<App>) -> axum::Json<Competencies> {
    let topics = app.library.competencies().topics();
    let items = topics.map(|(area, topic)| Competency {
        id: topic.id.clone(),
        name: topic.title.clone(),
        area: area.id.clone(),
        area_name: area.title.clone(),
    });
    axum::Json(Competencies { items: items.collect() })
}
