//! Packages of exercises that authors upload: linted at once, verified by judging, then published.
//!
//! An author sees and handles their own; an administrator all.

use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, FromRequest, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use dispatch::Archive;
use exercise::{Finding, Origin, ReadOptions, Severity};
use serde::{Deserialize, Serialize};
use store::{AccountId, NewPackage, PackageId, Role};
use tokio::sync::Semaphore;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::events::{Subject, follow};
use super::time;
use crate::app::App;
use crate::caller::Caller;
use crate::http::body::{Path, Query};
use crate::http::page::{Page, PageQuery, limit, place};
use crate::problem::{Body, Problem, Result};
use crate::{clock, published};

/// Bytes of an archive; a package with more data is added as a folder of the host.
pub const PACKAGE_BYTES: usize = 64 << 20;
/// Packages of a host. Each is kept whole in the database.
const PACKAGES: u64 = 2_000;
/// Characters of a file's name.
const NAME_LENGTH: usize = 255;
/// Archives unpacked at the same time: each may be 2 GiB on disk for a moment.
static UNPACKING: Semaphore = Semaphore::const_new(2);

#[derive(Debug, Serialize, ToSchema)]
pub struct Package {
    pub id: String,
    /// Short name that its exercise has.
    pub slug: String,
    pub title: Option<String>,
    /// Name of the uploaded file.
    pub file_name: String,
    pub bytes: u64,
    /// `refused`, `linted`, `verifying`, `sound`, `unsound` or `published`.
    pub state: String,
    pub findings: Vec<PackageFinding>,
    /// Of the last verification that ended.
    pub verification: Option<Verification>,
    /// Where an exercise of the same name comes from that publishing replaces: `library`, `folder`
    /// or `package`.
    pub replaces: Option<String>,
    #[schema(format = DateTime)]
    pub uploaded_at: String,
    /// Who uploaded it.
    pub account: String,
}

/// What reading the package found.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct PackageFinding {
    /// Rule, such as `E014`.
    pub code: String,
    /// `error` or `warning`.
    pub severity: String,
    /// Path inside the package; empty for the package as a whole.
    pub place: String,
    pub line: Option<usize>,
    pub message: String,
}

/// Whether the package's own submissions got the verdicts they claim.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct Verification {
    pub agree: usize,
    pub total: usize,
    /// Why it could not be judged at all.
    pub refused: Option<String>,
    pub disagreements: Vec<Disagreement>,
    /// Data that does not pass the package's own validators.
    pub problems: Vec<CaseProblem>,
    pub notes: Vec<String>,
    /// CPU time of a case.
    pub time_limit_ms: u64,
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct Disagreement {
    pub submission: String,
    pub expected: String,
    pub got: String,
    pub reason: String,
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct CaseProblem {
    pub case: String,
    pub reason: String,
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct UploadQuery {
    /// Name of the file, such as `statuscount.zip`; the exercise gets its short name from it.
    #[param(min_length = 1, max_length = 255)]
    name: String,
}

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list, upload))
        .layer(DefaultBodyLimit::max(PACKAGE_BYTES))
        .routes(routes!(get, delete))
        .routes(routes!(verify))
        .routes(routes!(events))
        .routes(routes!(publish, withdraw))
}

/// Packages, newest first.
#[utoipa::path(
    get, path = "/packages", tag = "packages", params(PageQuery),
    responses((status = 200, body = Page<Package>), (status = 422, body = Body))
)]
async fn list(
    State(app): State<App>,
    caller: Caller,
    Query(query): Query<PageQuery>,
) -> Result<axum::Json<Page<Package>>> {
    let limit = limit(query.limit)?;
    let after: Option<String> = place(query.after.as_deref())?;
    let after = after.map(|id| PackageId::parse(&id).ok_or_else(|| Problem::not_found("place")));
    let owner = owner(&caller);
    let found = app.store.packages(owner.as_ref(), after.transpose()?.as_ref(), limit + 1).await?;
    let items: Result<Vec<_>> = found.into_iter().map(|package| view(&app, package)).collect();
    Ok(axum::Json(Page::cut(items?, limit, |package| package.id.clone())))
}

/// Uploads a package and lints it. One that the linter refuses is kept with its findings.
#[utoipa::path(
    post, path = "/packages", tag = "packages", params(UploadQuery),
    request_body(content = Vec<u8>, content_type = "application/zip"),
    responses(
        (status = 201, body = Package), (status = 409, body = Body), (status = 413, body = Body),
        (status = 415, body = Body), (status = 422, body = Body)
    )
)]
async fn upload(
    State(app): State<App>,
    caller: Caller,
    Query(query): Query<UploadQuery>,
    request: Request,
) -> Result<(StatusCode, axum::Json<Package>)> {
    let slug = slug(&query.name)?;
    let content = zip_body(request).await?;
    if app.store.package_count().await? >= PACKAGES {
        return Err(Problem::conflict(format!(
            "There are {PACKAGES} packages here already; remove some that are not needed."
        )));
    }
    let named = slug.clone();
    let (linted, content) = lint(named, content).await?;
    let findings = serde_json::to_string(&linted.findings).map_err(|e| Problem::fault(&e))?;
    let new = NewPackage {
        account: &caller.account.id,
        slug: &slug,
        title: linted.title.as_deref(),
        file_name: &query.name,
        content: content.into(),
        findings: &findings,
        state: if linted.refused { "refused" } else { "linted" },
    };
    let package = app.store.create_package(new, clock::now()).await?;
    Ok((StatusCode::CREATED, axum::Json(view(&app, package)?)))
}

/// One package.
#[utoipa::path(
    get, path = "/packages/{id}", tag = "packages",
    params(("id" = String, Path, description = "Id of the package")),
    responses((status = 200, body = Package), (status = 404, body = Body))
)]
async fn get(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<axum::Json<Package>> {
    let package = own(&app, &caller, &id).await?;
    view(&app, package).map(axum::Json)
}

/// Deletes a package; a published one leaves the library. Attempts at its exercise stay.
#[utoipa::path(
    delete, path = "/packages/{id}", tag = "packages",
    params(("id" = String, Path, description = "Id of the package")),
    responses((status = 204), (status = 404, body = Body))
)]
async fn delete(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<StatusCode> {
    let package = own(&app, &caller, &id).await?;
    app.store.delete_package(&package.id).await?;
    if package.state == "published" {
        app.library.remove(&package.slug, Origin::Package);
    }
    published::forget(&app.settings.data, &package.id);
    app.dispatch.hub().announce(&package.id.to_string());
    Ok(StatusCode::NO_CONTENT)
}

/// Starts judging the package's own submissions; its events tell how far it is.
#[utoipa::path(
    post, path = "/packages/{id}/verifications", tag = "packages",
    params(("id" = String, Path, description = "Id of the package")),
    responses(
        (status = 202, body = Package), (status = 404, body = Body), (status = 409, body = Body)
    )
)]
async fn verify(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<(StatusCode, axum::Json<Package>)> {
    let package = own(&app, &caller, &id).await?;
    let begun = app.dispatch.verify(&package.id, &caller.account.id).await;
    if !begun.map_err(|error| Problem::fault(&error))? {
        return Err(Problem::conflict(match package.state.as_str() {
            "refused" => "The package is refused; mend what its findings say and upload it again.",
            "published" => "The package is published; withdraw it to verify it again.",
            _ => "The package is being verified; wait for the result.",
        }));
    }
    let package = own(&app, &caller, &id).await?;
    Ok((StatusCode::ACCEPTED, axum::Json(view(&app, package)?)))
}

/// What happens in the verification, from its first event or after `Last-Event-ID`. Ends after
/// `verified`.
#[utoipa::path(
    get, path = "/packages/{id}/events", tag = "packages",
    params(
        ("id" = String, Path, description = "Id of the package"),
        ("Last-Event-ID" = Option<String>, Header, description = "Number of the last event seen")
    ),
    responses(
        (status = 200, content_type = "text/event-stream", body = String),
        (status = 404, body = Body), (status = 422, body = Body)
    )
)]
async fn events(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response> {
    let package = own(&app, &caller, &id).await?;
    follow(app, Subject::Package(package.id), &headers)
}

/// Puts a sound package into the library, in place of any other exercise of its name.
#[utoipa::path(
    put, path = "/packages/{id}/publication", tag = "packages",
    params(("id" = String, Path, description = "Id of the package")),
    responses(
        (status = 200, body = Package), (status = 404, body = Body), (status = 409, body = Body)
    )
)]
async fn publish(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<axum::Json<Package>> {
    let package = own(&app, &caller, &id).await?;
    if !app.store.publish_package(&package.id).await? && package.state != "published" {
        return Err(Problem::conflict(
            "Only a package whose verification found it sound can be published; verify it first.",
        ));
    }
    let data = &app.settings.data;
    let added = published::add(&app.store, &app.library, data, &package.id, &package.slug).await;
    if let Err(error) = added {
        app.store.withdraw_package(&package.id).await?;
        return Err(Problem::fault(&error));
    }
    let package = own(&app, &caller, &id).await?;
    view(&app, package).map(axum::Json)
}

/// Takes a package out of the library.
#[utoipa::path(
    delete, path = "/packages/{id}/publication", tag = "packages",
    params(("id" = String, Path, description = "Id of the package")),
    responses((status = 204), (status = 404, body = Body))
)]
async fn withdraw(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<StatusCode> {
    let package = own(&app, &caller, &id).await?;
    if app.store.withdraw_package(&package.id).await? {
        app.library.remove(&package.slug, Origin::Package);
        published::forget(&app.settings.data, &package.id);
    }
    Ok(StatusCode::NO_CONTENT)
}

/// Whose packages the caller may see; `None` is everybody's.
fn owner(caller: &Caller) -> Option<AccountId> {
    (caller.account.role != Role::Admin).then_some(caller.account.id)
}

async fn own(app: &App, caller: &Caller, id: &str) -> Result<store::Package> {
    let missing = || Problem::not_found("package");
    let id = PackageId::parse(id).ok_or_else(missing)?;
    let package = app.store.package(&id).await?.ok_or_else(missing)?;
    match owner(caller) {
        Some(owner) if owner != package.account => Err(missing()),
        _ => Ok(package),
    }
}

async fn zip_body(request: Request) -> Result<Bytes> {
    must_be_zip(request.headers())?;
    Bytes::from_request(request, &())
        .await
        .map_err(|rejection| Problem::of_status(rejection.status()))
}

/// Refuses a body of another kind: a page elsewhere can send those without being asked.
pub fn must_be_zip(headers: &HeaderMap) -> Result<()> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    if kind == Some("application/zip") {
        return Ok(());
    }
    Err(Problem::new(
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
        "media-type",
        "The body must be a zip archive; send the header Content-Type: application/zip.",
    ))
}

struct Linted {
    title: Option<String>,
    findings: Vec<PackageFinding>,
    refused: bool,
}

async fn lint(slug: String, content: Bytes) -> Result<(Linted, Bytes)> {
    let _permit = UNPACKING.acquire().await.map_err(|error| Problem::fault(&error))?;
    let work = move || {
        let archive = Archive::write(&slug, &content)?;
        let linted = match exercise::Package::read(&archive.path, ReadOptions::default()) {
            Ok((package, findings)) => Linted {
                title: Some(package.title("en").to_owned()),
                findings: findings.iter().map(finding).collect(),
                refused: false,
            },
            Err(refused) => Linted {
                title: None,
                findings: refused.findings.iter().map(finding).collect(),
                refused: true,
            },
        };
        Ok::<_, std::io::Error>((linted, content))
    };
    let linted = tokio::task::spawn_blocking(work).await.map_err(|error| Problem::fault(&error))?;
    linted.map_err(|error| {
        Problem::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "unavailable",
            format!("The package cannot be unpacked here: {error}; free space on the server."),
        )
    })
}

fn finding(finding: &Finding) -> PackageFinding {
    PackageFinding {
        code: finding.rule.to_owned(),
        severity: match finding.severity {
            Severity::Error => String::from("error"),
            Severity::Warning => String::from("warning"),
        },
        place: finding.file.clone(),
        line: finding.line,
        message: finding.message.clone(),
    }
}

fn view(app: &App, package: store::Package) -> Result<Package> {
    let damaged = |error: serde_json::Error| Problem::fault(&error);
    let replaced = app.library.get(&package.slug).filter(|_| package.state != "published");
    Ok(Package {
        id: package.id.to_string(),
        slug: package.slug,
        title: package.title,
        file_name: package.file_name,
        bytes: package.bytes,
        findings: serde_json::from_str(&package.findings).map_err(damaged)?,
        verification: package
            .verification
            .as_deref()
            .map(serde_json::from_str)
            .transpose()
            .map_err(damaged)?,
        replaces: replaced.map(|entry| entry.origin.name().to_owned()),
        state: package.state,
        uploaded_at: time(package.uploaded_at),
        account: package.account.to_string(),
    })
}

/// The short name from a file's name: lower-case letters, digits and hyphens. What a browser adds
/// to a second download, as in `sum (1).zip`, goes.
fn slug(file_name: &str) -> Result<String> {
    let refused = |detail: &str| Err(Problem::field("name", detail));
    if file_name.chars().count() > NAME_LENGTH {
        return refused("The name of the file is too long; give it at most 255 characters.");
    }
    let name = file_name.rsplit(['/', '\\']).next().unwrap_or(file_name).to_lowercase();
    let Some(stem) = name.strip_suffix(".zip").or_else(|| name.strip_suffix(".kpp")) else {
        return refused("A package is a file whose name ends in .zip or .kpp.");
    };
    let stem = match stem.rsplit_once(" (") {
        Some((before, count)) if count.trim_end_matches(')').parse::<u32>().is_ok() => before,
        _ => stem,
    };
    let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '-' };
    let dashed: String = stem.chars().map(plain).collect();
    let parts: Vec<&str> = dashed.split('-').filter(|part| !part.is_empty()).collect();
    let slug = parts.join("-");
    if slug.is_empty() || slug.len() > 100 {
        return refused(
            "The exercise takes its short name from the file; name it with letters and digits, \
             at most 100.",
        );
    }
    Ok(slug)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_short_name_comes_from_the_file() {
        for (name, expected) in [
            ("statuscount.zip", Some("statuscount")),
            ("Status Count.kpp", Some("status-count")),
            ("sum (1).zip", Some("sum")),
            ("../../etc/passwd.zip", Some("passwd")),
            ("C:\\temp\\a_b.zip", Some("a-b")),
            ("…\u{202e}.zip", None),
            ("sum.tar", None),
            (".zip", None),
            ("", None),
        ] {
            assert_eq!(slug(name).ok().as_deref(), expected, "{name}");
        }
        assert!(slug(&format!("{}.zip", "a".repeat(300))).is_err());
    }
}
