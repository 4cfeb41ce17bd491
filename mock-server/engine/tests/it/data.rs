//! Data files: what they give, and what is said when they are wrong.

use serde_json::json;
use twinspec_mock::{Behaviour, Mock, Refusal, StatusCode};

use crate::library::{Library, SHELF, blueprint};

const GOOD: &str = "\
books:
  - {id: 7, shelfId: one, title: 'B, then A'}
shelves:
  - id: one
    name: \"007\"
    kind: oak
    createdAt: 2020-02-29T12:00:00.000Z
  - id: two
    name: Two
tokens:
  - token: secret
    branch: north
apps: []
";

/// Returns the problems of a data file.
fn problems(text: &str) -> String {
    let built = Mock::builder(&blueprint()).data("seed.yaml", text).build();
    built.expect_err("the data should be refused").to_string()
}

#[tokio::test]
async fn entities_keep_ids_and_stamps_and_get_the_missing_stamps() {
    let library = Library::with(|it| it.data("seed.yaml", GOOD));

    let one = library.get("/shelves/one").await.json();
    let book = library.get("/shelves/one/books/7").await;

    assert_eq!(
        one["shelf"],
        json!({
            "id": "one", "name": "007", "kind": "oak", "tags": [],
            "createdAt": "2020-02-29T12:00:00.000Z", "updatedAt": "2026-01-31T09:30:00.000Z",
        })
    );
    assert_eq!(book.text, r#"{"title":"B, then A","id":7,"shelfId":"one"}"#);
    assert_eq!(library.get("/shelves?kind=oak").await.json()["meta"]["total"], 1);
}

#[tokio::test]
async fn json_is_read_as_well() {
    let text = "{\n\t\"shelves\": [{\"id\": \"one\", \"name\": \"caf\\u00e9 \\\"x\\\"\\/\"}]\n}";

    let library = Library::with(|it| it.data("seed.json", text));

    assert_eq!(library.get("/shelves/one").await.json()["shelf"]["name"], "café \"x\"/");
}

#[tokio::test]
async fn surrogate_pairs_of_json_are_one_character() {
    let text = r#"{"shelves": [{"id": "one", "name": "a \ud83d\ude00 \\ud83d b"}]}"#;

    let library = Library::with(|it| it.data("seed.json", text));

    assert_eq!(library.get("/shelves/one").await.json()["shelf"]["name"], r"a 😀 \ud83d b");
}

#[tokio::test]
async fn empty_file_is_no_mistake() {
    for text in ["", "# nothing\n", "{}", "shelves: []"] {
        let library = Library::with(|it| it.data("seed.yaml", text));
        assert_eq!(library.get("/shelves").await.json()["meta"]["total"], 0, "{text}");
    }
}

#[tokio::test]
async fn tokens_of_the_file_let_in_and_bring_their_claims() {
    let mock = Mock::builder(&blueprint()).data("seed.yaml", GOOD).build().unwrap();

    assert_eq!(mock.tokens().len(), 1);
    assert_eq!(mock.tokens()[0].value, "secret");
    assert_eq!(mock.tokens()[0].claims["branch"], "north");
    let library = Library { mock, clock: Library::new().clock };
    assert_eq!(library.get("/shelves/one").await.status, 401);
}

#[tokio::test]
async fn made_ids_pass_over_those_of_the_file() {
    let text = "shelves: [{id: s}]\nbooks: [{id: 1, shelfId: s}, {id: 2, shelfId: s}]";
    let library = Library::with(|it| it.data("seed.yaml", text));

    assert_eq!(library.book("s", "x").await, 3);
}

#[tokio::test]
async fn entities_go_through_behaviour_as_a_create_does() {
    let behaviour = Behaviour::new().before_write(SHELF, |change| {
        let Some(name) = change.entity.get("name").cloned() else { return Ok(()) };
        assert!(change.before.is_none() && change.operation.is_none());
        if change.find(SHELF, &[("nameLower", &name)]).is_some() {
            return Err(Refusal::new(StatusCode::BAD_REQUEST, format!("{name} is taken")));
        }
        change.entity.insert("nameLower".to_owned(), name);
        Ok(())
    });
    let good = "shelves: [{id: a, name: x}]";
    let library = Library::with(|it| it.behaviour(behaviour.clone()).data("a.yaml", good));
    let bad = "shelves:\n- {id: a, name: x}\n- {id: b, name: x}\n";
    let refused = Mock::builder(&blueprint()).behaviour(behaviour).data("b.yaml", bad).build();

    assert_eq!(library.get("/shelves/a").await.json()["shelf"]["nameLower"], "x");
    assert_eq!(refused.unwrap_err().to_string(), "b.yaml:3:3: refused: \"x\" is taken");
}

#[tokio::test]
async fn loading_again_replaces_everything_or_nothing() {
    let library = Library::with(|it| it.data("seed.yaml", GOOD));
    let made = library.shelf("made").await;

    let refused = library.mock.load("new.yaml", "shelves: [{id: three}, {nmae: x}]");
    let before = library.get("/shelves").await.json()["meta"]["total"].clone();
    library.mock.load("new.yaml", "shelves: [{id: three}]").unwrap();
    let after = library.get("/shelves").await.json()["meta"]["total"].clone();

    assert!(refused.unwrap_err().to_string().starts_with("new.yaml:1:"));
    assert_eq!((before, after), (json!(3), json!(1)));
    assert_eq!(library.get("/shelves/three").await.status, 200);
    // The ids start again as well, so that the same requests give the same answers.
    assert_eq!(library.shelf("made").await, made);
}

#[test]
fn every_problem_is_reported_with_its_place_and_what_to_do() {
    let text = "\
shelfs: []
shelves:
  - id: one
    nmae: x
    width: wide
    owner:
      name: Mara
      age: old
  - name: no id
  - id: two
  - id: two
books:
  - id: 1
    shelfId: three
  - id: 2
tokens:
  - secret
";

    assert_eq!(
        problems(text),
        "\
seed.yaml:1:1: the key `shelfs` is no resource, use one of `shelves`, `books`, `tokens`, `apps`, `webhooks`
seed.yaml:4:5: a shelf has no property `nmae`: correct or remove it
seed.yaml:5:5: `width` must be `integer`, not string
seed.yaml:8:7: `owner.age` must be `integer`, not string
seed.yaml:9:5: `id` is missing
seed.yaml:11:5: the id `two` is taken by the shelf in line 10: give each its own
seed.yaml:14:5: there is no shelf with the id `three`: add it under `shelves`, or name another
seed.yaml:15:5: a book belongs to a shelf: name it in `shelfId`
seed.yaml:17:5: a token must be an object with the text `token`: `{token: secret}`"
    );
}

#[test]
fn text_that_is_no_yaml_is_reported_where_it_breaks() {
    assert!(problems("shelves: [\n  {id: one}\n").starts_with("seed.yaml:"));
    assert!(problems("a: b: c").starts_with("seed.yaml:1:"));
    assert_eq!(
        problems("- 1"),
        "seed.yaml:1:1: a data file must be an object whose keys are resources"
    );
    assert_eq!(
        problems("shelves: {}\nbooks: x"),
        "seed.yaml:1:10: `shelves` must be a list of entities\n\
         seed.yaml:2:8: `books` must be a list of entities"
    );
    assert_eq!(
        problems("shelves: []\n---\nshelves: []"),
        "seed.yaml:2:1: a second document is not read, put everything into the first"
    );
}

#[test]
fn key_that_is_there_twice_is_not_lost_in_silence() {
    assert_eq!(
        problems("shelves:\n  - {id: a, name: x, name: y}\nshelves: []"),
        "seed.yaml:2:22: the key `name` is there already, in line 2: remove one of them\n\
         seed.yaml:3:1: the key `shelves` is there already, in line 1: remove one of them"
    );
}

#[test]
fn deep_yaml_is_a_problem_and_does_not_exhaust_the_stack() {
    let flow = format!("shelves: {}{}", "[".repeat(5_000), "]".repeat(5_000));
    let block = format!("shelves:\n  {}x", "- ".repeat(5_000));

    assert!(problems(&flow).contains("recursion limit exceeded"), "{}", problems(&flow));
    assert!(problems(&block).contains("too deeply nested"), "{}", problems(&block));
}
