//! Tags.

use tests::Harness;

use crate::cases::contacts::seeded::INES;

pub(crate) async fn add_tags_is_a_union_in_lower_case(harness: &Harness) -> String {
    let added = harness.client.tags().add(INES, ["VIP", " Heat-Pump "]).await.unwrap();
    let nothing_new = harness.client.tags().add(INES, ["vip"]).await.unwrap();
    assert!(nothing_new.tags_added.is_empty());
    format!("{added:#?}")
}
