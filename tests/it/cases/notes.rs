//! Notes.

use tests::Harness;

use crate::cases::contacts::seeded::INES;

pub(crate) async fn get_note_gives_the_note(harness: &Harness) -> String {
    let notes = harness.client.notes();
    format!("{:#?}", notes.get(INES, "wi1yXnoKwFT1k6Ig3TtW").await.unwrap())
}

pub(crate) async fn list_notes_gives_those_of_the_contact(harness: &Harness) -> String {
    format!("{:#?}", harness.client.notes().list(INES).await.unwrap())
}
