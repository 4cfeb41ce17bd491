//! Commands of curl as requests.

use anyhow::Context as _;
use bytes::Bytes;
use http::header::{CONTENT_TYPE, COOKIE};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request, Uri};
use http_body_util::Full;

/// What separates the parts of a form.
const BOUNDARY: &str = "----case";

/// What a command says so far.
#[derive(Default)]
struct Call {
    method: Option<String>,
    url: String,
    headers: HeaderMap,
    data: Option<String>,
    form: Vec<(String, String)>,
}

/// Makes the request that a command would send.
pub(crate) fn request(command: &str) -> anyhow::Result<Request<Full<Bytes>>> {
    let words = shell_words::split(command).context("splitting the command")?;
    let mut call = Call::default();
    let mut words = words.into_iter().skip(1);
    while let Some(word) = words.next() {
        let mut value = || words.next().with_context(|| format!("`{word}` has no value"));
        match word.as_str() {
            "--head" => call.method = Some("HEAD".to_owned()),
            "--request" => call.method = Some(value()?),
            "--url" => call.url = value()?,
            "--header" => call.header(&value()?)?,
            "--data" | "--data-raw" => call.data = Some(value()?),
            "--form" => call.field(&value()?),
            "--cookie" => call.header(&format!("{COOKIE}: {}", value()?))?,
            long if long.starts_with("--") => {}
            short if short.starts_with('-') => {
                // Letters may be glued together, and the last one may be followed by its value.
                for (at, letter) in short[1..].char_indices() {
                    if !"XHdFb".contains(letter) {
                        continue;
                    }
                    let rest = &short[1 + at + letter.len_utf8()..];
                    let value = if rest.is_empty() { value()? } else { rest.to_owned() };
                    match letter {
                        'X' => call.method = Some(value),
                        'H' => call.header(&value)?,
                        'd' => call.data = Some(value),
                        'F' => call.field(&value),
                        _ => call.header(&format!("{COOKIE}: {value}"))?,
                    }
                    break;
                }
            }
            _ => call.url = word,
        }
    }
    call.finish()
}

impl Call {
    fn header(&mut self, line: &str) -> anyhow::Result<()> {
        let (name, value) = line.split_once(':').with_context(|| format!("`{line}`"))?;
        let name = HeaderName::from_bytes(name.trim().as_bytes())?;
        self.headers.append(name, HeaderValue::from_str(value.trim())?);
        Ok(())
    }

    fn field(&mut self, field: &str) {
        let (name, value) = field.split_once('=').unwrap_or((field, ""));
        self.form.push((name.to_owned(), value.to_owned()));
    }

    fn finish(mut self) -> anyhow::Result<Request<Full<Bytes>>> {
        let body = match (&self.data, self.form.is_empty()) {
            (Some(data), _) => {
                let usual = HeaderValue::from_static("application/x-www-form-urlencoded");
                self.headers.entry(CONTENT_TYPE).or_insert(usual);
                data.clone()
            }
            (None, false) => {
                let media_type = format!("multipart/form-data; boundary={BOUNDARY}");
                self.headers.insert(CONTENT_TYPE, HeaderValue::from_str(&media_type)?);
                let part = |(name, value): &(String, String)| {
                    let head = format!("Content-Disposition: form-data; name=\"{name}\"");
                    format!("--{BOUNDARY}\r\n{head}\r\n\r\n{value}\r\n")
                };
                let parts: String = self.form.iter().map(part).collect();
                format!("{parts}--{BOUNDARY}--\r\n")
            }
            (None, true) => String::new(),
        };
        let usual = if body.is_empty() { "GET" } else { "POST" };
        let method = Method::from_bytes(self.method.as_deref().unwrap_or(usual).as_bytes())?;
        let url: Uri = self.url.parse().with_context(|| format!("`{}` as a URL", self.url))?;
        let path = url.path_and_query().map_or("/", |it| it.as_str());
        let mut request = Request::builder().method(method).uri(path).body(Full::from(body))?;
        *request.headers_mut() = self.headers;
        Ok(request)
    }
}
