//! The story, one step after the other.

use anyhow::{Context, ensure};
use ghl_contacts::Client;
use ghl_contacts::contacts::CreateError;

use crate::report::Report;
use crate::submission::Submission;

/// Who plays, and what it is about.
pub(crate) struct Scene {
    pub(crate) client: Client,
    /// A client whose token the mock does not know.
    pub(crate) stranger: Client,
    pub(crate) location: String,
    pub(crate) submission: Submission,
}

/// Plays all steps; the first that does not do what it says ends the story.
pub(crate) async fn play(scene: &Scene, report: &mut Report) -> anyhow::Result<()> {
    let contact = welcome(scene, report).await?;
    refusals(scene, &contact, report).await?;
    task(scene, &contact, report).await?;
    farewell(scene, &contact, report).await
}

/// The submission becomes a contact, gets a tag that routes it, and is found in the list.
async fn welcome(scene: &Scene, report: &mut Report) -> anyhow::Result<String> {
    let Scene { client, location, submission, .. } = scene;
    let created = client
        .contacts()
        .create(location)
        .first_name(submission.first_name.as_str())
        .last_name(submission.last_name.as_str())
        .email(submission.email.as_str())
        .phone(submission.phone.as_str())
        .company_name(submission.company.as_str())
        .source("123formbuilder")
        .await
        .context("creating the contact")?;
    let contact = &created.contact;
    ensure!(contact.email.as_deref() == Some(&submission.email), "the e-mail is another one");
    let name = format!("{} {}", submission.first_name, submission.last_name);
    report.step(
        "The form becomes a contact",
        "contacts().create(location)",
        Some(created.status()),
        format!("{name} is contact {}", contact.id),
    );

    let tags = client.tags().add(&contact.id, ["New lead", &submission.routing_tag]).await?;
    ensure!(tags.tags.contains(&submission.routing_tag), "the tag is not there");
    report.step(
        "A tag routes it",
        "tags().add(contact, tags)",
        Some(tags.status()),
        format!("tags: {}", tags.tags.join(", ")),
    );

    let found =
        client.contacts().list(location).query(submission.last_name.as_str()).limit(5).await?;
    ensure!(found.contacts.iter().any(|it| it.id == contact.id), "the list does not have it");
    let listed =
        found.contacts.iter().map(|it| it.contact_name.value().map_or("-", String::as_str));
    report.step(
        "It is found in the list",
        "contacts().list(location).query(…)",
        Some(found.status()),
        format!(
            "{} of {}: {}",
            found.contacts.len(),
            found.count,
            listed.collect::<Vec<_>>().join(", ")
        ),
    );
    Ok(contact.id.clone())
}

/// A duplicate and a wrong token are refused.
async fn refusals(scene: &Scene, contact: &str, report: &mut Report) -> anyhow::Result<()> {
    let Scene { client, stranger, location, submission } = scene;
    let email = submission.email.to_uppercase();
    let Err(error) = client.contacts().create(location).email(email.as_str()).await else {
        anyhow::bail!("the same e-mail address was taken twice");
    };
    let Some(CreateError::BadRequest(body)) = error.documented() else { return Err(error.into()) };
    let existing = body.meta.as_ref().map(|it| it.contact_id.as_str());
    ensure!(existing == Some(contact), "the refusal names {existing:?}");
    report.step(
        "The same form again is refused",
        "contacts().create(location)",
        error.status(),
        body.message.clone(),
    );

    let Err(error) = stranger.contacts().get(contact).await else {
        anyhow::bail!("a wrong token was let in");
    };
    ensure!(error.is_status(401), "a wrong token: {error}");
    report.step(
        "So is a wrong token",
        "contacts().get(contact)",
        error.status(),
        error.to_string(),
    );
    Ok(())
}

/// A welcome task is made, moved, completed and deleted.
async fn task(scene: &Scene, contact: &str, report: &mut Report) -> anyhow::Result<()> {
    let tasks = scene.client.tasks();
    let created = tasks
        .create(contact, "Welcome call", "2026-11-24T09:00:00Z", false)
        .body(scene.submission.message.as_str())
        .await
        .context("creating the task")?;
    let task = &created.task;
    report.step(
        "It gets a welcome task",
        "tasks().create(contact, title, due, done)",
        Some(created.status()),
        format!("{}, due {}", task.title, task.due_date),
    );

    let moved = tasks.update(contact, &task.id).due_date("2026-11-26T14:30:00Z").await?;
    ensure!(moved.task.due_date == "2026-11-26T14:30:00.000Z", "it is due {}", moved.task.due_date);
    ensure!(moved.task.title == task.title, "moving it renamed it");
    report.step(
        "The task is moved",
        "tasks().update(contact, task).due_date(…)",
        Some(moved.status()),
        format!("due {}", moved.task.due_date),
    );

    let done = tasks.update_completed(contact, &task.id, true).await?;
    ensure!(done.task.completed, "it is not completed");
    report.step(
        "and completed",
        "tasks().update_completed(contact, task, true)",
        Some(done.status()),
        format!("completed: {}", done.task.completed),
    );

    let deleted = tasks.delete(contact, &task.id).await?;
    let left = tasks.list(contact).await?;
    ensure!(deleted.succeeded && left.tasks.is_empty(), "the task is still there");
    report.step(
        "and deleted",
        "tasks().delete(contact, task)",
        Some(deleted.status()),
        format!("{} tasks left", left.tasks.len()),
    );
    Ok(())
}

/// The contact is deleted, which takes a confirmation, and is gone.
async fn farewell(scene: &Scene, contact: &str, report: &mut Report) -> anyhow::Result<()> {
    let Submission { first_name, last_name, .. } = &scene.submission;
    println!("Delete {first_name} {last_name} ({contact}) and all that belongs to it?");
    println!("  Confirmed: the story ends here.\n");
    let contacts = scene.client.contacts();
    let deleted = contacts.delete(contact).await?;
    ensure!(deleted.succeeded, "it was not deleted");
    report.step(
        "The contact is deleted",
        "contacts().delete(contact)",
        Some(deleted.status()),
        format!("deleted: {}", deleted.succeeded),
    );

    let Err(error) = contacts.get(contact).await else { anyhow::bail!("it is still there") };
    ensure!(error.is_status(400), "a deleted contact: {error}");
    report.step("and is gone", "contacts().get(contact)", error.status(), error.to_string());
    Ok(())
}
