//! What a walk has found: as a table, as JSON, and as one line of many.
//!
//! The JSON of a document:
//!
//! ```text
//! { document, error?, removed: [text],
//!   totals: { pairs, lists, verbs, everything: { operations, stateful, shown },
//!             chains, chains_passed, exchanges, invalid, errors, refused, unjudged, undocumented },
//!   chains: [{ template, kind: pair|list|verb, wrong, operations: [name], orphan? }],
//!   operations: [{ operation, kind, passed, failed?, evidence?: shown|exists, reason? }],
//!   acts: [{ operation, passed, reason? }],
//!   invalid, errors, refused, unjudged: [{ operation, request, status, what }] }
//! ```
//!
//! `pairs` are the operations on `T` and `T/{x}` where both the rule and the document know an `x`;
//! `lists` and `verbs` those where `T` has a `POST` and there is no `T/{x}`.

use std::collections::{BTreeMap, BTreeSet};

use comfy_table::{Table, presets};
use serde_json::{Value, json};

use crate::walk::chains::{Chain, Kind};
use crate::walk::findings::Finding;
use crate::walk::outcome::{Evidence, Outcome, Outcomes};
use crate::walk::walker::Walker;

/// All that is said of one document.
pub struct Report {
    /// Everything, as the head of this file shows it.
    pub json: Value,
    /// Answers that were wrong beyond doubt.
    pub wrong: usize,
}

/// One operation, the best of all chains that it is in.
struct Row {
    kind: Kind,
    outcome: Outcome,
}

impl Report {
    /// Reports of a walk.
    pub(crate) fn new(
        name: &str,
        walker: &Walker<'_>,
        walked: &[Outcomes],
        removed: &[String],
    ) -> Self {
        let rows = rows(walker, walked);
        let operation = |index: &usize| walker.document.operations[*index].name();
        let chains: Vec<Value> = walker
            .chains
            .iter()
            .zip(walked)
            .map(|(chain, walked)| {
                let operations: Vec<String> = chain.operations().map(|it| operation(&it)).collect();
                let mut entry = json!({ "template": chain.template, "kind": word(chain.kind),
                "wrong": wrong(walker, chain), "operations": operations });
                match &walked.orphan {
                    Some(Ok(())) => entry["orphan"] = json!("gone"),
                    Some(Err(reason)) => entry["orphan"] = json!(reason),
                    None => {}
                }
                entry
            })
            .collect();
        let operations: Vec<Value> = rows
            .iter()
            .map(|(index, row)| {
                let mut entry = json!({ "operation": operation(index), "kind": word(row.kind) });
                entry["passed"] = json!(matches!(row.outcome, Outcome::Passed(_)));
                match &row.outcome {
                    Outcome::Passed(Evidence::Shown) => entry["evidence"] = json!("shown"),
                    Outcome::Passed(Evidence::Exists) => entry["evidence"] = json!("exists"),
                    Outcome::Failed(reason) => {
                        entry["failed"] = json!(true);
                        entry["reason"] = json!(reason);
                    }
                    Outcome::Open(reason) => entry["reason"] = json!(reason),
                }
                entry
            })
            .collect();
        let mut seen = BTreeSet::new();
        let acts = walked.iter().flat_map(|it| &it.acts).filter(|it| seen.insert(*it.0));
        let acts: Vec<Value> = acts
            .map(|(index, result)| {
                let mut entry = json!({ "operation": operation(index), "passed": result.is_ok() });
                if let Err(reason) = result {
                    entry["reason"] = json!(reason);
                }
                entry
            })
            .collect();
        let findings = &walker.findings;
        let passed = |(chain, walked): &(&Chain, &Outcomes)| {
            chain.kind == Kind::Pair
                && wrong(walker, chain) == 0
                && chain.operations().all(|it| walked.is_passed(it))
        };
        let totals = json!({
            "pairs": count(&rows, &[Kind::Pair]),
            "lists": count(&rows, &[Kind::ListOnly]),
            "verbs": count(&rows, &[Kind::Verb]),
            "everything": count(&rows, &[Kind::Pair, Kind::ListOnly, Kind::Verb]),
            "chains": walker.chains.iter().filter(|it| it.kind == Kind::Pair).count(),
            "chains_passed": walker.chains.iter().zip(walked).filter(passed).count(),
            "exchanges": findings.exchanges,
            "invalid": findings.invalid.len(),
            "errors": findings.errors.len(),
            "refused": findings.refused.len(),
            "unjudged": findings.unjudged.len(),
            "undocumented": findings.undocumented,
        });
        let json = json!({ "document": name, "removed": removed, "totals": totals,
            "chains": chains, "operations": operations, "acts": acts,
            "invalid": list(&findings.invalid), "errors": list(&findings.errors),
            "refused": list(&findings.refused), "unjudged": list(&findings.unjudged) });
        Self { json, wrong: findings.wrong() }
    }

    /// Reports that a document could not be walked at all.
    #[must_use]
    pub fn failed(name: &str, error: &anyhow::Error) -> Self {
        let json = json!({ "document": name, "error": format!("{error:#}"), "totals": {} });
        Self { json, wrong: 1 }
    }

    /// A number of the totals, by its path.
    #[must_use]
    pub fn total(&self, pointer: &str) -> u64 {
        self.json.pointer(&format!("/totals/{pointer}")).and_then(Value::as_u64).unwrap_or(0)
    }

    /// The operations that were under a rule.
    pub(crate) fn operations(&self) -> impl Iterator<Item = &Value> {
        entries(&self.json, "operations").chain(entries(&self.json, "acts"))
    }

    /// What is wrong, with its operation: answers, and effects that are not there.
    pub(crate) fn wrongs(&self) -> Vec<(String, String)> {
        let part = |entry: &Value, key: &str| entry[key].as_str().unwrap_or_default().to_owned();
        // Where the document has no word for one thing, a `POST` need not make one.
        let failed = self.operations().filter(|it| it["failed"] == true && it["kind"] == "pair");
        let failed = failed.map(|it| (part(it, "operation"), part(it, "reason")));
        let answers = ["invalid", "errors", "refused"].into_iter();
        let answers = answers.flat_map(|key| entries(&self.json, key)).map(|it| {
            let what = format!("{} -> {}: {}", part(it, "request"), it["status"], part(it, "what"));
            (part(it, "operation"), what)
        });
        failed.chain(answers).collect()
    }

    /// What nothing is known of, with its operation.
    pub(crate) fn opens(&self) -> Vec<(String, String)> {
        let part = |entry: &Value, key: &str| entry[key].as_str().unwrap_or_default().to_owned();
        let is_open = |it: &&Value| it["failed"] != true || it["kind"] != "pair";
        let open = self.operations().filter(|it| it["passed"] == false).filter(is_open);
        let open = open.map(|it| (part(it, "operation"), part(it, "reason")));
        let unjudged = entries(&self.json, "unjudged");
        open.chain(unjudged.map(|it| (part(it, "operation"), part(it, "what")))).collect()
    }

    /// What a terminal shows of one document.
    #[must_use]
    pub fn table(&self) -> String {
        let mut table = Table::new();
        table.load_style(presets::UTF8_BORDERS_ONLY).set_header([
            "operation",
            "",
            "how, or why not",
        ]);
        for (key, title) in [("operations", ""), ("acts", "act")] {
            for entry in entries(&self.json, key) {
                let text = |key: &str| entry.get(key).and_then(Value::as_str).unwrap_or_default();
                let mark = if entry["passed"] == true { "passed" } else { "-" };
                let how = format!("{}{}", text("evidence"), text("reason"));
                let kind = if title.is_empty() { text("kind") } else { title };
                table.add_row([format!("{} ({kind})", text("operation")), mark.to_owned(), how]);
            }
        }
        let mut text = format!("{table}\n");
        for entry in entries(&self.json, "removed") {
            let what = entry.as_str().unwrap_or_default();
            text += &["left out of the document: ", what, "\n"].concat();
        }
        for key in ["invalid", "errors", "refused", "unjudged"] {
            for entry in entries(&self.json, key) {
                let part = |key: &str| entry[key].as_str().unwrap_or_default();
                let status = &entry["status"];
                let status = status.to_string();
                let parts = [key, ": ", part("request"), " -> ", &status, ": ", part("what"), "\n"];
                text += &parts.concat();
            }
        }
        text + &self.line()
    }

    /// What many documents show of one.
    #[must_use]
    pub fn line(&self) -> String {
        let name = self.json["document"].as_str().unwrap_or_default();
        if let Some(error) = self.json["error"].as_str() {
            return format!("{name}: {error}");
        }
        let [all, stateful] = ["pairs/operations", "pairs/stateful"].map(|it| self.total(it));
        let [shown, wide] = ["pairs/shown", "everything/operations"].map(|it| self.total(it));
        format!(
            "{name}: {stateful} of {all} operations are stateful ({}; {shown} shown by an answer), \
             {} of {wide} with lists and verbs; {} exchanges, {} invalid, {} 5xx, {} refused",
            percent(stateful, all),
            self.total("everything/stateful"),
            self.total("exchanges"),
            self.total("invalid"),
            self.total("errors"),
            self.total("refused"),
        )
    }
}

/// A share in per cent; of nothing, a dash.
#[must_use]
pub fn percent(part: u64, whole: u64) -> String {
    match (part * 1000).checked_div(whole) {
        Some(tenths) => format!("{}.{} %", tenths / 10, tenths % 10),
        None => "–".to_owned(),
    }
}

fn entries<'v>(json: &'v Value, key: &str) -> impl Iterator<Item = &'v Value> {
    json.get(key).and_then(Value::as_array).into_iter().flatten()
}

fn rows(walker: &Walker<'_>, walked: &[Outcomes]) -> BTreeMap<usize, Row> {
    let mut rows: BTreeMap<usize, Row> = BTreeMap::new();
    for (chain, walked) in walker.chains.iter().zip(walked) {
        let wrong = wrong(walker, chain);
        // What made one from beside the pair is no operation of it.
        let own = |it: &usize| chain.operations().any(|own| own == *it);
        for (index, outcome) in walked.operations.iter().filter(|(it, _)| own(it)) {
            let outcome = match outcome {
                Outcome::Passed(_) if wrong > 0 => {
                    Outcome::Failed("an answer in its chain is wrong".to_owned())
                }
                it => it.clone(),
            };
            let row = rows
                .entry(*index)
                .or_insert_with(|| Row { kind: chain.kind, outcome: outcome.clone() });
            // In one chain `T/{x}` is the item, in another it is where the children are.
            if rank(&outcome) > rank(&row.outcome) {
                row.outcome = outcome;
            }
            if chain.kind == Kind::Pair {
                row.kind = Kind::Pair;
            }
        }
    }
    rows
}

/// How many answers of a chain's operations were wrong, wherever they were called.
fn wrong(walker: &Walker<'_>, chain: &Chain) -> usize {
    let findings = walker.findings.invalid.iter().chain(&walker.findings.errors);
    findings.filter(|it| chain.operations().any(|own| own == it.index)).count()
}

fn rank(outcome: &Outcome) -> u8 {
    match outcome {
        Outcome::Open(_) => 0,
        Outcome::Failed(_) => 1,
        Outcome::Passed(Evidence::Exists) => 2,
        Outcome::Passed(Evidence::Shown) => 3,
    }
}

fn count(rows: &BTreeMap<usize, Row>, kinds: &[Kind]) -> Value {
    let of_kind = || rows.values().filter(|it| kinds.contains(&it.kind));
    let is_shown = |it: &&Row| it.outcome == Outcome::Passed(Evidence::Shown);
    json!({
        "operations": of_kind().count(),
        "stateful": of_kind().filter(|it| matches!(it.outcome, Outcome::Passed(_))).count(),
        "shown": of_kind().filter(is_shown).count(),
    })
}

fn word(kind: Kind) -> &'static str {
    match kind {
        Kind::Pair => "pair",
        Kind::ListOnly => "list",
        Kind::Verb => "verb",
    }
}

fn list(findings: &[Finding]) -> Value {
    let entry = |it: &Finding| {
        json!({ "operation": it.operation, "request": it.request, "status": it.status,
            "what": it.what })
    };
    findings.iter().map(entry).collect()
}
