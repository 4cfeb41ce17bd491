//! Appointments.

use tests::Harness;

use crate::cases::contacts::seeded::INES;

pub(crate) async fn list_appointments_gives_those_of_the_contact(harness: &Harness) -> String {
    format!("{:#?}", harness.client.appointments().list(INES).await.unwrap())
}
