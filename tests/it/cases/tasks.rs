//! Tasks.

use tests::Harness;

use crate::cases::contacts::seeded::INES;

/// An open task of the first contact, and one that is done.
const OFFER: &str = "CxsuYqbIaxQOZazDYHwy";
const SURVEY: &str = "nFzWrjHYJ5pZsjXKkiV6";

pub(crate) async fn create_task_gives_the_task(harness: &Harness) -> String {
    let tasks = harness.client.tasks();
    let created = tasks
        .create(INES, "Call back", "2026-11-25T10:00:00+01:00", false)
        .body("Ask for the meter reading.")
        .await
        .unwrap();
    format!("{created:#?}")
}

pub(crate) async fn get_task_gives_the_task(harness: &Harness) -> String {
    format!("{:#?}", harness.client.tasks().get(INES, OFFER).await.unwrap())
}

pub(crate) async fn list_tasks_gives_those_of_the_contact(harness: &Harness) -> String {
    format!("{:#?}", harness.client.tasks().list(INES).await.unwrap())
}

pub(crate) async fn update_task_changes_only_what_it_names(harness: &Harness) -> String {
    let tasks = harness.client.tasks();
    let moved = tasks.update(INES, OFFER).due_date("2026-12-01T08:00:00Z").await.unwrap();
    format!("{moved:#?}")
}

pub(crate) async fn complete_task_sets_completed_and_unsets_it_again(harness: &Harness) -> String {
    let tasks = harness.client.tasks();
    let done = tasks.update_completed(INES, OFFER, true).await.unwrap();
    let open = tasks.update_completed(INES, OFFER, false).await.unwrap();
    format!("completed: {}, then {}", done.task.completed, open.task.completed)
}

pub(crate) async fn delete_task_leaves_the_others(harness: &Harness) -> String {
    let tasks = harness.client.tasks();
    let deleted = tasks.delete(INES, OFFER).await.unwrap();
    let left = tasks.list(INES).await.unwrap();
    let left: Vec<_> = left.tasks.iter().map(|it| it.id.as_str()).collect();
    assert_eq!(left, [SURVEY]);
    let again = tasks.delete(INES, OFFER).await.unwrap_err();
    format!("{deleted:#?}\n{again}")
}
