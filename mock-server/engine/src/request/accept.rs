//! `Accept`: which of the media types that the document offers a caller wants.

use crate::request::body::{essence, is_json};

/// A media range that the caller takes, and how gladly.
struct Range {
    media_type: String,
    quality: f32,
}

/// Picks the most welcome of the media types offered; `None` if none is welcome. Without a wish,
/// and between equals, the first one counts.
pub(crate) fn choose(accept: Option<&str>, offered: &[&str]) -> Option<usize> {
    let ranges = accept.map(parse).unwrap_or_default();
    if ranges.is_empty() {
        return (!offered.is_empty()).then_some(0);
    }
    let mut best: Option<(usize, f32, usize)> = None;
    for (position, media_type) in offered.iter().enumerate() {
        let Some((quality, range)) = welcome(&ranges, &essence(media_type)) else { continue };
        let is_better = best.is_none_or(|(_, known, known_range)| {
            quality > known || (quality >= known && range < known_range)
        });
        if quality > 0.0 && is_better {
            best = Some((position, quality, range));
        }
    }
    best.map(|(position, _, _)| position)
}

fn parse(accept: &str) -> Vec<Range> {
    let ranges = accept.split(',').map(str::trim).filter(|it| !it.is_empty());
    let range = |it: &str| {
        let quality = it.split(';').skip(1).find_map(|it| {
            let (name, value) = it.split_once('=')?;
            name.trim().eq_ignore_ascii_case("q").then(|| value.trim().parse().ok())?
        });
        Range { media_type: essence(it), quality: quality.unwrap_or(1.0) }
    };
    ranges.map(range).collect()
}

/// Returns how welcome a media type is, and by which range: the narrowest one counts.
fn welcome(ranges: &[Range], offered: &str) -> Option<(f32, usize)> {
    let narrowness = |range: &str| match range.strip_suffix('*') {
        Some("*/") => Some(0),
        Some(start) => offered.starts_with(start).then_some(1),
        // Who takes some form of JSON can read any; APIs have names of their own for theirs.
        None if range != offered => (is_json(range) && is_json(offered)).then_some(2),
        None => Some(3),
    };
    let fits = ranges.iter().enumerate();
    let fits = fits.filter_map(|(at, it)| Some((narrowness(&it.media_type)?, at, it.quality)));
    fits.max_by_key(|(fit, at, _)| (*fit, std::cmp::Reverse(*at))).map(|(_, at, it)| (it, at))
}
