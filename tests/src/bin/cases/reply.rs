//! What our mock answers.

use anyhow::Context as _;
use http::header::CONTENT_TYPE;
use http_body_util::BodyExt as _;
use tower::ServiceExt as _;
use twinspec::Settings;
use twinspec_mock::Mock;

use crate::case::Case;
use crate::curl;

/// An answer.
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) media_type: String,
    pub(crate) body: String,
}

/// Serves the case's document and makes its call.
pub(crate) async fn reply(case: &Case) -> anyhow::Result<Reply> {
    let folder = std::env::temp_dir().join(format!("twinspec-cases-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let path = folder.join("document.yaml");
    std::fs::write(&path, &case.document)?;
    let blueprint = twinspec::blueprint(&Settings::new(&path, "cases"));
    std::fs::remove_dir_all(&folder)?;
    let (blueprint, _) = blueprint.map_err(|it| anyhow::anyhow!("{it}"))?;
    let mut builder = Mock::builder(&blueprint);
    if !case.server.contains("--cors=false") {
        builder = builder.cors();
    }
    if case.server.split_whitespace().any(|it| it == "-d") {
        builder = builder.dynamic();
    }
    let mock = builder.build().context("making the mock")?;
    let request = curl::request(&case.command)?;
    let Ok(response) = mock.service().oneshot(request).await;
    let (parts, body) = response.into_parts();
    let body = body.collect().await.context("reading the answer")?.to_bytes();
    let media_type = parts.headers.get(CONTENT_TYPE).and_then(|it| it.to_str().ok());
    Ok(Reply {
        status: parts.status.as_u16(),
        media_type: media_type.unwrap_or_default().to_owned(),
        body: String::from_utf8_lossy(&body).into_owned(),
    })
}
