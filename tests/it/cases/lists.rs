//! Lists of contacts.

use std::fmt::Write as _;

use tests::Harness;

pub(crate) async fn list_gives_the_newest_first_and_null_for_unset(harness: &Harness) -> String {
    let page = harness.client.contacts().list(harness.location()).limit(2).await.unwrap();
    format!("{page:#?}")
}

pub(crate) async fn list_goes_on_after_the_cursor_and_ends_without_one(
    harness: &Harness,
) -> String {
    let contacts = harness.client.contacts();
    let mut pages = String::new();
    let mut cursor: Option<(i64, String)> = None;
    loop {
        let mut call = contacts.list(harness.location()).limit(3);
        if let Some((stamp, id)) = cursor {
            call = call.start_after(stamp).start_after_id(id);
        }
        let page = call.await.unwrap().into_value();
        let ids: Vec<_> = page.contacts.iter().map(|it| it.id.as_str()).collect();
        writeln!(pages, "{ids:?} of {}", page.count).unwrap();
        cursor = page.meta.start_after.zip(page.meta.start_after_id);
        if cursor.is_none() {
            // Another case shows what a page looks like; here it is how they follow each other.
            harness.transcript.clear();
            return pages;
        }
    }
}

pub(crate) async fn list_finds_by_free_text(harness: &Harness) -> String {
    let found = harness.client.contacts().list(harness.location()).query("HALVOR").await.unwrap();
    let names: Vec<_> = found.contacts.iter().map(|it| &it.contact_name).collect();
    format!("{names:?} of {}", found.count)
}

pub(crate) async fn list_by_business_pages_by_offset_and_counts_all(harness: &Harness) -> String {
    let page = harness
        .client
        .contacts()
        .list_by_business("6512f77f92cbb4fa00bbb4f9", harness.location())
        .skip("1")
        .limit("1")
        .await
        .unwrap();
    let names: Vec<_> = page.contacts.iter().map(|it| &it.contact_name).collect();
    format!("{names:?} of {}", page.count)
}
