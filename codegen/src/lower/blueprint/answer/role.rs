//! What fills a property of an answer by its name.

use heck::ToSnakeCase;
use twinspec_blueprint::{Fill, Items, Make, Url, Verb};

use crate::document::Node;
use crate::lower::blueprint::answer::Scene;
use crate::lower::blueprint::members::{
    Members, Reader, is_boolean, is_number, is_scalar, is_text,
};
use crate::lower::blueprint::owned;
use crate::lower::blueprint::words::{plain, same, singular};

const TOTAL: [&str; 11] = [
    "total",
    "totalcount",
    "totalitems",
    "totalresults",
    "totalsize",
    "totalelements",
    "totalrecords",
    "recordstotal",
    "totalentries",
    "itemcount",
    "totalhits",
];
const HAS_MORE: [&str; 5] = ["hasmore", "hasnext", "hasnextpage", "hasmorepages", "more"];
const NEXT_URL: [&str; 6] =
    ["nextpageurl", "next", "nexturl", "nextlink", "nextpagelink", "nexthref"];
const PREVIOUS_URL: [&str; 6] =
    ["previouspageurl", "previous", "prev", "previousurl", "prevurl", "prevpageurl"];
const CURSOR: [&str; 9] = [
    "startafterid",
    "nextcursor",
    "cursor",
    "nextpagetoken",
    "nexttoken",
    "nextmarker",
    "continue",
    "continuationtoken",
    "endcursor",
];
/// What says that all went well.
const SUCCESS: [&str; 6] = ["success", "succeeded", "succeded", "ok", "deleted", "acknowledged"];
const CREATED: [&str; 5] = ["new", "created", "isnew", "wascreated", "iscreated"];

/// What the names of an object's properties may mean.
pub(super) struct Role<'r, 's, 'p, 'd> {
    scene: &'r Scene<'s, 'p, 'd>,
    /// Beside a total, a count can only mean the page.
    has_total: bool,
}

impl<'r, 's, 'p, 'd> Role<'r, 's, 'p, 'd> {
    pub(super) fn of(members: &Members<'d>, scene: &'r Scene<'s, 'p, 'd>) -> Self {
        let has_total = members.properties.keys().any(|it| TOTAL.contains(&plain(it).as_str()));
        Self { scene, has_total }
    }

    pub(super) fn fill(&self, name: &str, property: &Node<'d>) -> Option<Fill> {
        let word = plain(name);
        match self.scene.verb()? {
            Verb::List(_) | Verb::Count(_) => self.of_page(&word, property),
            Verb::AddTo { property: list, items, .. } => added(name, list, items),
            _ => None,
        }
        .or_else(|| self.of_entity(name, &word, property))
    }

    fn of_page(&self, word: &str, property: &Node<'d>) -> Option<Fill> {
        let is = |names: &[&str]| names.contains(&word);
        if is_number(property) {
            return Some(match word {
                _ if is(&TOTAL) => Fill::Total,
                "count" if !self.has_total => Fill::Total,
                "count" | "returned" | "numberofelements" | "size" if self.has_total => Fill::Count,
                "page" | "currentpage" | "pagenumber" | "pageindex" => Fill::Page,
                "pages" | "totalpages" | "pagecount" | "lastpage" => Fill::Pages,
                "nextpage" => Fill::NextPage,
                "prevpage" | "previouspage" => Fill::PreviousPage,
                "limit" | "perpage" | "pagesize" | "itemsperpage" => Fill::Limit,
                "offset" | "skip" | "startindex" => Fill::Offset,
                "startafter" => Fill::CursorStamp,
                _ => return None,
            });
        }
        if is_boolean(property) {
            return is(&HAS_MORE).then_some(Fill::HasMore);
        }
        if !is_text(property) {
            return None;
        }
        Some(match word {
            _ if is(&NEXT_URL) => Fill::NextUrl(url(property)),
            _ if is(&PREVIOUS_URL) => Fill::PreviousUrl(url(property)),
            _ if is(&CURSOR) => Fill::CursorId,
            "firstid" => Fill::FirstId,
            "lastid" => Fill::LastId,
            _ => return None,
        })
    }

    /// What an answer that is not the entity says of it.
    fn of_entity(&self, name: &str, word: &str, property: &Node<'d>) -> Option<Fill> {
        let is_fixed = ["const", "enum"].iter().any(|it| property.get(it).is_some());
        if is_boolean(property) && !is_fixed {
            if CREATED.contains(&word) && self.scene.verb().is_some_and(Verb::creates) {
                return Some(Fill::Created);
            }
            return SUCCESS.contains(&word).then(|| Fill::Made(Make::Json("true".into())));
        }
        let found = self.scene.resource?;
        self.scene.verb()?.key().or(Some(&twinspec_blueprint::Key::Only)).filter(|_| {
            !matches!(self.scene.verb(), Some(Verb::List(_) | Verb::Count(_) | Verb::Clear(_)))
        })?;
        let is_id = |name: &str| {
            let word = plain(name);
            found.id.last().is_some_and(|it| *it == name)
                || found.item.is_some_and(|it| same(it, name))
                || plain(&format!("{}Id", found.name)) == word
                || is_id_of(&found.name, &word, found.id.last())
        };
        if is_id(name) && is_scalar(property) {
            return Some(Fill::Id);
        }
        let is_list = Reader::items(property).is_some_and(|it| is_scalar(&it));
        if is_list && !found.properties.contains_key(name) && is_id(&singular(name)) {
            return Some(Fill::Ids);
        }
        let known = found.properties.get(name)?;
        let is_same = known.iter().any(|it| it.pointer() == property.pointer())
            || known.first().is_some_and(|it| {
                crate::lower::types::json_kinds(it) == crate::lower::types::json_kinds(property)
            });
        is_same.then(|| Fill::Property(owned(name)))
    }
}

/// Whether a word names a resource and then what its id is: `evaluation_dataset_uuid` of what has a
/// `dataset_uuid`.
fn is_id_of(resource: &str, word: &str, id: Option<&&str>) -> bool {
    let id = id.map(|it| it.to_snake_case()).unwrap_or_default();
    let ending = id.rsplit('_').next().unwrap_or_default();
    !ending.is_empty() && word == format!("{}{ending}", plain(resource))
}

/// What an operation that adds to a list tells of it.
fn added(name: &str, list: &str, items: &Items) -> Option<Fill> {
    let of_body = match items {
        Items::Property(name) => name.as_ref(),
        Items::Parameter(_) | Items::Body => list,
    };
    if name == list || name == of_body {
        return Some(Fill::Property(owned(list)));
    }
    (name == "added" || name == format!("{list}Added")).then_some(Fill::Added)
}

/// A `uri` has a server in it.
fn url(property: &Node<'_>) -> Url {
    let schema = property.resolve().ok();
    let format = schema.and_then(|it| it.get("format")?.text());
    if matches!(format, Some("uri" | "url")) { Url::Absolute } else { Url::Relative }
}
