//! Random sequences of all operations, through the client, against a plain model of what there is.
//!
//! A few hundred steps run each time; `STEPS=10000 PROPTEST_CASES=5 cargo test -p tests --test it model`
//! asks for more.

use std::collections::BTreeMap;
use std::env;

use ghl_contacts::{Client, Error, Field};
use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, any, prop_oneof};
use proptest::sample::{Index, select};
use proptest::test_runner::Config;
use proptest::{option, proptest};
use serde::Serialize;
use serde_json::json;
use tests::{InProcess, NOW, to_body};
use twinspec_mock::{ManualClock, Mock, SignedDuration, Token};

const LOCATION: &str = "wk59pfKL0jFi2YYvLBpE";
const TOKEN: &str = "pit-of-a-model";
const BUSINESS: &str = "6512f77f92cbb4fa00bbb4f9";

/// What is done; whom it is done to is an index of all that there ever was, deleted or not.
#[derive(Clone, Debug)]
enum Step {
    Create { name: Option<&'static str>, email: Option<&'static str> },
    Get(Index),
    Update { who: Index, name: Change, email: Change, tags: Option<Vec<&'static str>> },
    Delete(Index),
    List,
    ListByBusiness,
    AddTags(Index, Vec<&'static str>),
    CreateTask(Index, &'static str, bool),
    ListTasks(Index),
    GetTask(Index, Index),
    UpdateTask { who: Index, which: Index, title: Option<&'static str>, completed: Option<bool> },
    Complete(Index, Index, bool),
    DeleteTask(Index, Index),
    ListNotes(Index),
    GetNote(Index),
    ListAppointments(Index),
}

/// What becomes of a property: nothing, null, or a value.
type Change = Option<Option<&'static str>>;

/// Names and addresses are few, so that they meet.
fn word() -> impl Strategy<Value = &'static str> {
    select(vec!["Mara", "Mateo", "Ines", "Ōe", "ÅSA"])
}

fn email() -> impl Strategy<Value = &'static str> {
    select(vec!["a@example.org", "A@example.org", "b@example.org", "c@example.org"])
}

fn tags() -> impl Strategy<Value = Vec<&'static str>> {
    vec(select(vec!["web", "Web", " vip ", "lead", "LEAD"]), 0..4)
}

fn step() -> impl Strategy<Value = Step> {
    let who = any::<Index>;
    prop_oneof![
        3 => (option::of(word()), option::of(email()))
            .prop_map(|(name, email)| Step::Create { name, email }),
        1 => who().prop_map(Step::Get),
        2 => (who(), option::of(option::of(word())), option::of(option::of(email())), option::of(tags()))
            .prop_map(|(who, name, email, tags)| Step::Update { who, name, email, tags }),
        1 => who().prop_map(Step::Delete),
        1 => Just(Step::List),
        1 => Just(Step::ListByBusiness),
        1 => (who(), tags()).prop_map(|(who, tags)| Step::AddTags(who, tags)),
        2 => (who(), word(), any::<bool>())
            .prop_map(|(who, title, completed)| Step::CreateTask(who, title, completed)),
        1 => who().prop_map(Step::ListTasks),
        1 => (who(), who()).prop_map(|(who, which)| Step::GetTask(who, which)),
        1 => (who(), who(), option::of(word()), option::of(any::<bool>())).prop_map(
            |(who, which, title, completed)| Step::UpdateTask { who, which, title, completed }
        ),
        1 => (who(), who(), any::<bool>())
            .prop_map(|(who, which, completed)| Step::Complete(who, which, completed)),
        1 => (who(), who()).prop_map(|(who, which)| Step::DeleteTask(who, which)),
        1 => who().prop_map(Step::ListNotes),
        1 => who().prop_map(Step::GetNote),
        1 => who().prop_map(Step::ListAppointments),
    ]
}

/// A contact as it should be.
#[derive(Clone, Debug, Default)]
struct Contact {
    name: Option<String>,
    email: Option<String>,
    tags: Vec<String>,
    /// Title and whether it is done, by id, in the order of creation.
    tasks: Vec<(String, String, bool)>,
}

#[derive(Default)]
struct Model {
    /// Every id that there ever was, in the order of creation.
    contacts: Vec<String>,
    tasks: Vec<String>,
    alive: BTreeMap<String, Contact>,
}

impl Model {
    fn contact(&self, who: Index) -> String {
        pick(&self.contacts, who)
    }

    /// Whose address it is, other than somebody's own.
    fn taken(&self, email: Option<&str>, own: &str) -> Option<&String> {
        let email = email?.to_lowercase();
        let is_same = |it: &Contact| it.email.as_ref().is_some_and(|it| it.to_lowercase() == email);
        self.alive.iter().find(|(id, it)| **id != own && is_same(it)).map(|(id, _)| id)
    }

    fn task(&mut self, who: &str, which: &str) -> Option<&mut (String, String, bool)> {
        self.alive.get_mut(who)?.tasks.iter_mut().find(|it| it.0 == which)
    }
}

fn pick(ids: &[String], which: Index) -> String {
    if ids.is_empty() { "nobody".to_owned() } else { which.get(ids).clone() }
}

fn add_tags(tags: &mut Vec<String>, added: &[&str]) -> Vec<String> {
    let mut new = Vec::new();
    for tag in added {
        let tag = tag.trim().to_lowercase();
        if !tags.contains(&tag) {
            tags.push(tag.clone());
            new.push(tag);
        }
    }
    new
}

/// Holds what the client read against the model.
fn check_contact(read: &impl Serialize, id: &str, expected: &Contact) {
    let read = serde_json::to_value(read).unwrap();
    let found = json!([read["id"], read["firstName"], read["email"], read["tags"]]);
    assert_eq!(found, json!([id, expected.name, expected.email, expected.tags]));
}

fn check_task(read: &impl Serialize, who: &str, expected: &(String, String, bool)) {
    let read = serde_json::to_value(read).unwrap();
    let found = json!([read["contactId"], read["id"], read["title"], read["completed"]]);
    assert_eq!(found, json!([who, expected.0, expected.1, expected.2]));
}

/// An answer where something should be, and else the one refusal that there is for what is not.
fn settle<T>(answer: Result<T, impl Into<Error>>, is_there: bool) -> Option<T> {
    match answer {
        Ok(answer) => {
            assert!(is_there, "something answered that is not there");
            Some(answer)
        }
        Err(error) => {
            let error: Error = error.into();
            assert!(!is_there && error.is_status(400), "{error}");
            None
        }
    }
}

fn field(change: Change) -> Option<Field<String>> {
    change.map(|it| it.map_or(Field::Null, |it| Field::Value(it.to_owned())))
}

#[expect(clippy::too_many_lines, reason = "an arm for each operation, and they read as a table")]
async fn take(step: &Step, client: &Client, model: &mut Model) {
    match step.clone() {
        Step::Create { name, email } => {
            let taken = model.taken(email, "").cloned();
            let mut create = client.contacts().create(LOCATION);
            if let Some(name) = name {
                create = create.first_name(name);
            }
            if let Some(email) = email {
                create = create.email(email);
            }
            let Some(created) = settle(create.await, taken.is_none()) else { return };
            let contact = Contact {
                name: name.map(str::to_owned),
                email: email.map(str::to_owned),
                ..Contact::default()
            };
            let id = created.contact.id.clone();
            check_contact(&created.contact, &id, &contact);
            model.contacts.push(id.clone());
            model.alive.insert(id, contact);
        }
        Step::Get(who) => {
            let id = model.contact(who);
            let expected = model.alive.get(&id);
            if let Some(read) = settle(client.contacts().get(&id).await, expected.is_some()) {
                check_contact(&read.contact, &id, expected.unwrap());
            }
        }
        Step::Update { who, name, email, tags } => {
            let id = model.contact(who);
            let is_free = model.taken(email.flatten(), &id).is_none();
            let mut update = client.contacts().update(&id);
            if let Some(name) = field(name) {
                update = update.first_name(name);
            }
            if let Some(email) = field(email) {
                update = update.email(email);
            }
            if let Some(tags) = &tags {
                update = update.tags(tags.iter().map(ToString::to_string).collect::<Vec<_>>());
            }
            let is_there = model.alive.contains_key(&id) && is_free;
            let Some(updated) = settle(update.await, is_there) else { return };
            let contact = model.alive.get_mut(&id).unwrap();
            if let Some(name) = name {
                contact.name = name.map(str::to_owned);
            }
            if let Some(email) = email {
                contact.email = email.map(str::to_owned);
            }
            if let Some(tags) = tags {
                contact.tags.clear();
                add_tags(&mut contact.tags, &tags);
            }
            check_contact(&updated.contact, &id, contact);
        }
        Step::Delete(who) => {
            let id = model.contact(who);
            let was_there = model.alive.remove(&id).is_some();
            settle(client.contacts().delete(&id).await, was_there);
        }
        Step::List => {
            let page = client.contacts().list(LOCATION).limit(100).await.unwrap();
            assert_eq!(usize::try_from(page.count).unwrap(), model.alive.len());
            let listed: Vec<&str> = page.contacts.iter().map(|it| it.id.as_str()).collect();
            let newest_first =
                model.contacts.iter().rev().filter(|it| model.alive.contains_key(*it));
            assert_eq!(listed, newest_first.take(100).collect::<Vec<_>>());
        }
        Step::ListByBusiness => {
            let page = client.contacts().list_by_business(BUSINESS, LOCATION).await.unwrap();
            assert_eq!((page.count, page.contacts.len()), (0, 0), "nobody was made part of it");
        }
        Step::AddTags(who, tags) => {
            let id = model.contact(who);
            let answer = client.tags().add(&id, tags.clone()).await;
            let contact = model.alive.get_mut(&id);
            let Some(answer) = settle(answer, contact.is_some()) else { return };
            let contact = contact.unwrap();
            let new = add_tags(&mut contact.tags, &tags);
            assert_eq!((&answer.tags, &answer.tags_added), (&contact.tags, &new));
        }
        Step::CreateTask(who, title, completed) => {
            let id = model.contact(who);
            let answer = client.tasks().create(&id, title, "2026-12-01T09:00:00Z", completed).await;
            let contact = model.alive.get_mut(&id);
            let Some(answer) = settle(answer, contact.is_some()) else { return };
            let task = (answer.task.id.clone(), title.to_owned(), completed);
            check_task(&answer.task, &id, &task);
            model.tasks.push(task.0.clone());
            contact.unwrap().tasks.push(task);
        }
        Step::ListTasks(who) => {
            let id = model.contact(who);
            let contact = model.alive.get(&id);
            let Some(answer) = settle(client.tasks().list(&id).await, contact.is_some()) else {
                return;
            };
            let expected = &contact.unwrap().tasks;
            assert_eq!(answer.tasks.len(), expected.len());
            for (read, expected) in answer.tasks.iter().zip(expected) {
                check_task(read, &id, expected);
            }
        }
        Step::GetTask(who, which) => {
            let (id, task) = (model.contact(who), pick(&model.tasks, which));
            let answer = client.tasks().get(&id, &task).await;
            let expected = model.task(&id, &task);
            if let Some(answer) = settle(answer, expected.is_some()) {
                check_task(&answer.task, &id, expected.unwrap());
            }
        }
        Step::UpdateTask { who, which, title, completed } => {
            let (id, task) = (model.contact(who), pick(&model.tasks, which));
            let mut update = client.tasks().update(&id, &task);
            if let Some(title) = title {
                update = update.title(title);
            }
            if let Some(completed) = completed {
                update = update.completed(completed);
            }
            let answer = update.await;
            let expected = model.task(&id, &task);
            let Some(answer) = settle(answer, expected.is_some()) else { return };
            let expected = expected.unwrap();
            expected.1 = title.map_or(expected.1.clone(), str::to_owned);
            expected.2 = completed.unwrap_or(expected.2);
            check_task(&answer.task, &id, expected);
        }
        Step::Complete(who, which, completed) => {
            let (id, task) = (model.contact(who), pick(&model.tasks, which));
            let answer = client.tasks().update_completed(&id, &task, completed).await;
            let expected = model.task(&id, &task);
            let Some(answer) = settle(answer, expected.is_some()) else { return };
            let expected = expected.unwrap();
            expected.2 = completed;
            check_task(&answer.task, &id, expected);
        }
        Step::DeleteTask(who, which) => {
            let (id, task) = (model.contact(who), pick(&model.tasks, which));
            let answer = client.tasks().delete(&id, &task).await;
            settle(answer, model.task(&id, &task).is_some());
            if let Some(contact) = model.alive.get_mut(&id) {
                contact.tasks.retain(|it| it.0 != task);
            }
        }
        Step::ListNotes(who) => {
            let id = model.contact(who);
            let answer = client.notes().list(&id).await;
            if let Some(answer) = settle(answer, model.alive.contains_key(&id)) {
                assert!(answer.notes.is_empty(), "nobody wrote one");
            }
        }
        Step::GetNote(who) => {
            let answer = client.notes().get(model.contact(who), "r1U8G1YPkm9oE1mqH4nM").await;
            settle(answer, false);
        }
        Step::ListAppointments(who) => {
            let id = model.contact(who);
            let answer = client.appointments().list(&id).await;
            if let Some(answer) = settle(answer, model.alive.contains_key(&id)) {
                assert!(answer.events.is_empty(), "nobody booked one");
            }
        }
    }
}

/// Makes a client of a mock that holds nothing.
fn empty(clock: ManualClock) -> Client {
    let token = Token::new(TOKEN).claim(ghl_mock::LOCATION_ID, LOCATION);
    let mock = Mock::builder(&ghl_mock::BLUEPRINT).behaviour(ghl_mock::behaviour());
    let mock = mock.clock(clock).token(token).no_rate_limit().build().unwrap();
    let service = mock.service();
    let service =
        tower::ServiceExt::<http::Request<axum::body::Body>>::map_response(service, to_body);
    let client = Client::builder().base_url("http://in-process.test").token(TOKEN);
    client.transport(InProcess::new(service)).build().unwrap()
}

fn number(name: &str, default: u32) -> u32 {
    env::var(name).ok().and_then(|it| it.parse().ok()).unwrap_or(default)
}

proptest! {
    #![proptest_config(Config {
        cases: number("PROPTEST_CASES", 4),
        failure_persistence: None,
        ..Config::default()
    })]

    #[test]
    fn the_mock_is_what_a_plain_model_says(steps in vec(step(), number("STEPS", 200) as usize)) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let clock = ManualClock::new(NOW.parse().unwrap());
        let client = empty(clock.clone());
        let mut model = Model::default();
        runtime.block_on(async {
            for step in &steps {
                // Of two that are made at the same time neither is the newer one.
                clock.advance(SignedDuration::from_millis(1));
                take(step, &client, &mut model).await;
            }
        });
    }
}
