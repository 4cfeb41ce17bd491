//! A blueprint as generated code holds it: borrowed all through, and named by enums.

use std::borrow::Cow;

use twinspec_mock::facade::{self, Blueprint};
use twinspec_mock::{Behaviour, Mock};

use crate::library::Library;

static BLUEPRINT: Blueprint = Blueprint {
    title: Cow::Borrowed("Notes"),
    version: Cow::Borrowed("1"),
    definitions: Cow::Borrowed("{}"),
    schemes: Cow::Borrowed(&[]),
    resources: Cow::Borrowed(&[facade::Resource {
        name: Cow::Borrowed("note"),
        plural: Cow::Borrowed("notes"),
        scope: Cow::Borrowed(&[]),
        id: Cow::Borrowed(&[Cow::Borrowed("id")]),
        id_shape: facade::IdShape::Uuid,
        origin: facade::Origin::Created,
        created: None,
        updated: None,
        properties: Cow::Borrowed(&[Cow::Borrowed("id"), Cow::Borrowed("text")]),
        schema: Cow::Borrowed(r#"{"type":"object"}"#),
    }]),
    operations: Cow::Borrowed(&[facade::Operation {
        id: Cow::Borrowed("createNote"),
        method: facade::Method::Post,
        path: Cow::Borrowed("/notes"),
        security: Cow::Borrowed(&[]),
        parameters: Cow::Borrowed(&[]),
        body: Some(facade::Body {
            required: true,
            contents: Cow::Borrowed(&[facade::Content {
                media_type: Cow::Borrowed("application/json"),
                schema: Cow::Borrowed(r#"{"type":"object"}"#),
                encodings: Cow::Borrowed(&[]),
            }]),
        }),
        action: facade::Action::On {
            resource: 0,
            scope: Cow::Borrowed(&[]),
            verb: facade::Verb::Create,
            input: facade::Input {
                path: Cow::Borrowed(&[]),
                many: false,
                parts: Cow::Borrowed(&[]),
            },
            reason: Cow::Borrowed("POST on a collection"),
        },
        answers: Cow::Borrowed(&[facade::Answer {
            status: facade::Status::Default,
            media_type: Some(Cow::Borrowed("application/json")),
            body: facade::Fill::Entity(facade::View {
                properties: Cow::Borrowed(&[facade::Property {
                    name: Cow::Borrowed("id"),
                    nullable: false,
                    unset: None,
                }]),
                id: None,
                open: true,
                schema: Cow::Borrowed("{}"),
            }),
            schema: None,
            representations: Cow::Borrowed(&[]),
            headers: Cow::Borrowed(&[]),
        }]),
    }]),
    bases: Cow::Borrowed(&[]),
    error: None,
    rate_limit: None,
    webhooks: facade::Webhooks {
        events: Cow::Borrowed(&[]),
        emits: Cow::Borrowed(&[]),
        signature: None,
        retry: None,
    },
};

#[derive(Clone, Copy)]
enum Resource {
    Note,
}

impl From<Resource> for facade::ResourceId {
    fn from(resource: Resource) -> Self {
        Self(resource as usize)
    }
}

#[tokio::test]
async fn generated_blueprint_and_names_make_a_mock() {
    let behaviour = Behaviour::new().before_write(Resource::Note, |change| {
        change.entity.insert("length".to_owned(), change.input.len().into());
        Ok(())
    });
    let mock = Mock::builder(&BLUEPRINT).behaviour(behaviour).build().unwrap();
    let library = Library { mock, clock: Library::new().clock };

    let reply = library.json("POST", "/notes", r#"{"text":"hello"}"#).await;

    let note = reply.json();
    let id = note["id"].as_str().unwrap();
    assert_eq!(reply.status, 201);
    assert_eq!(id.len(), 36);
    assert_eq!(id.split('-').map(str::len).collect::<Vec<_>>(), [8, 4, 4, 4, 12]);
    assert_eq!(&id[14..15], "4");
    assert!(matches!(&id[19..20], "8" | "9" | "a" | "b"), "{id}");
    // `text` is known to the resource and not to the view; `length` is known to nobody.
    assert_eq!((note.get("text"), note["length"].as_u64()), (None, Some(1)));
}

#[test]
fn behaviour_for_another_blueprint_is_refused() {
    let behaviour = Behaviour::new().before_write(facade::ResourceId(1), |_| Ok(()));

    let built = Mock::builder(&BLUEPRINT).behaviour(behaviour).build();

    assert!(built.unwrap_err().to_string().contains("was made for another blueprint"));
}

#[test]
fn blueprint_that_contradicts_itself_is_refused() {
    let mut blueprint = BLUEPRINT.clone();
    blueprint.resources = vec![].into();
    let without_resource = Mock::builder(&blueprint).build().unwrap_err();

    assert_eq!(without_resource.to_string(), "`createNote` names a resource that does not exist");
}

#[tokio::test]
async fn schema_that_cannot_be_used_lets_everything_pass() {
    for schema in [r##"{"$ref":"#/$defs/X"}"##, r#"{"properties":{"text":{"pattern":"("}}}"#, "{"] {
        let mut blueprint = BLUEPRINT.clone();
        let body = blueprint.operations.to_mut()[0].body.as_mut().unwrap();
        body.contents.to_mut()[0].schema = schema.into();
        let mock = Mock::builder(&blueprint).build().unwrap();
        let library = Library { mock, clock: Library::new().clock };

        let reply = library.json("POST", "/notes", r#"{"text":"hello"}"#).await;

        assert_eq!(reply.status, 201, "{schema}");
    }
}
