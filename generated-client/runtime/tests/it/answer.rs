//! Answers that are not plain JSON, and operations with several of them.

use twinspec_client::facade as rt;
use twinspec_client::{Empty, Raw, Text};

use crate::fake::{Fake, operation};
use crate::fixture::File;

#[tokio::test]
async fn a_raw_answer_keeps_bytes_and_media_type_and_reads_json_on_demand() {
    let fake = Fake::typed(202, "application/json; charset=utf-8", br#"{"size":3}"#);

    let raw = get::<Raw>(&fake).await.unwrap();

    assert_eq!(fake.request().headers()["accept"], "*/*");
    assert_eq!(raw.content_type(), Some("application/json; charset=utf-8"));
    assert_eq!(raw.bytes(), &br#"{"size":3}"#[..]);
    assert_eq!((raw.status().as_u16(), &*raw.text()), (202, r#"{"size":3}"#));
    assert_eq!(raw.json::<File>().unwrap().size, 3);
    assert_eq!(raw.json::<Vec<File>>().unwrap_err().path(), "");
}

#[tokio::test]
async fn a_raw_answer_can_be_binary_or_nothing() {
    let raw = get::<Raw>(&Fake::typed(200, "image/png", &[0x89, 0xff])).await.unwrap();
    assert_eq!(raw.text(), "\u{fffd}\u{fffd}");
    assert!(!format!("{raw:?}").contains("137"));
    assert_eq!(raw.into_value().into_bytes(), &[0x89, 0xff][..]);

    let raw = get::<Raw>(&Fake::answering(204, "")).await.unwrap();
    assert_eq!((raw.content_type(), raw.bytes().len()), (None, 0));
}

#[tokio::test]
async fn a_text_is_taken_as_it_is() {
    let fake = Fake::typed(200, "text/plain", br#""quoted""#);

    let text = get::<Text>(&fake).await.unwrap();

    assert_eq!(fake.request().headers()["accept"], "text/plain, */*;q=0.8");
    assert_eq!(text.0, r#""quoted""#);
    assert_eq!((text.len(), text.to_string().as_str()), (8, r#""quoted""#));
}

#[tokio::test]
async fn an_operation_can_say_what_it_accepts() {
    let fake = Fake::answering(200, "7");

    let call = fake.call(&GET).accept("application/vnd.x+json");
    call.send::<rt::Json, rt::NoBodies>().await.unwrap();

    assert_eq!(fake.request().headers()["accept"], "application/vnd.x+json");
}

#[tokio::test]
async fn a_parameter_can_say_what_is_accepted() {
    static API: rt::Api = rt::Api {
        name: "a",
        version: "1",
        base_url: "http://x.test",
        schemes: &[],
        shared: &[rt::Shared::header("Accept", Some("text/a"))],
    };
    static GET: rt::Operation = operation("/", &[rt::Parameter::header("Accept")]);
    for (given, wanted) in [(None, "text/a"), (Some("text/b"), "text/b")] {
        let fake = Fake::answering(200, "7");
        let client = rt::ClientBuilder::new(&API).transport(fake.clone()).build().unwrap();
        let call = rt::Call::new(&client, &GET).with(0, &given.map(str::to_owned));
        call.send::<rt::Json, rt::NoBodies>().await.unwrap();
        assert_eq!(fake.request().headers()["accept"], wanted);
    }
}

#[tokio::test]
async fn an_empty_answer_is_a_value_only_where_it_may_be_left_out() {
    for body in ["", " \n"] {
        let none = get::<Option<File>>(&Fake::answering(200, body)).await.unwrap();
        assert_eq!(none.into_value(), None);
        assert!(get::<File>(&Fake::answering(200, body)).await.unwrap_err().is_decode());
        assert!(get::<rt::Json>(&Fake::answering(200, body)).await.unwrap_err().is_decode());
        assert!(get::<Vec<File>>(&Fake::answering(200, body)).await.unwrap_err().is_decode());
    }
    let some = get::<Option<File>>(&Fake::answering(200, r#"{"size":1}"#)).await.unwrap();
    assert_eq!(some.as_ref().unwrap().size, 1);
}

rt::answers! {
    #[accept = "application/json, text/csv;q=0.9"]
    /// The answers of an operation, as the generator writes them.
    pub enum GetAnswer {
        Ok(File) = (0, Exact(200), "application/json"),
        Csv(Text) = (1, Exact(200), "text/*"),
        Accepted(Empty) = (2, Exact(202)),
        Success(Vec<File>) = (3, Range(2)),
    }
}

#[tokio::test]
async fn several_answers_are_told_apart_by_status_and_media_type() {
    let csv = GetAnswer::Csv(Text("a;b".to_owned()));
    let json = &br#"{"size":3}"#[..];
    for (status, media_type, body, wanted) in [
        (200, "Application/JSON;charset=utf-8", json, GetAnswer::Ok(file(3))),
        (200, "text/csv", b"a;b", csv),
        (202, "text/html", b"later", GetAnswer::Accepted(Empty)),
        (206, "application/json", br#"[{"size":4}]"#, GetAnswer::Success(vec![file(4)])),
    ] {
        let fake = Fake::typed(status, media_type, body);
        assert_eq!(get::<GetAnswer>(&fake).await.unwrap().into_value(), wanted);
        let request = fake.request();
        assert_eq!(request.headers()["accept"], "application/json, text/csv;q=0.9");
    }
}

#[tokio::test]
async fn an_answer_of_another_media_type_is_kept_raw() {
    let answer = get::<GetAnswer>(&Fake::typed(200, "image/png", &[1])).await.unwrap();

    assert!(matches!(&*answer, GetAnswer::Other(raw) if raw.content_type() == Some("image/png")));
}

#[tokio::test]
async fn a_status_that_is_not_declared_is_kept_raw() {
    enum Two {
        Ok(File),
        Other(Raw),
    }

    impl rt::Answer for Two {
        const CASES: &'static [rt::Case] = &[rt::Case::new(rt::Statuses::Exact(200))];

        fn from_answer(index: usize, raw: &rt::Raw) -> Result<Self, rt::DecodeError> {
            match index {
                0 => rt::answer(raw).map(Self::Ok),
                _ => rt::answer(raw).map(Self::Other),
            }
        }

        fn to_body(&self) -> rt::Bytes {
            match self {
                Self::Ok(body) => rt::Answer::to_body(body),
                Self::Other(body) => rt::Answer::to_body(body),
            }
        }
    }

    let ok = get::<Two>(&Fake::answering(200, r#"{"size":3}"#)).await.unwrap();
    assert!(matches!(&*ok, Two::Ok(it) if it.size == 3));
    let other = get::<Two>(&Fake::answering(203, r#"{"size":3}"#)).await.unwrap();
    assert!(matches!(&*other, Two::Other(raw) if raw.status() == 203));
}

#[tokio::test]
async fn documented_errors_can_be_empty_text_or_raw() {
    rt::errors! {
        pub enum Errors {
            Gone(Empty) = Exact(410),
            Busy(Text) = Exact(503),
            BadRequest(File) = Exact(400),
            Other(Raw) = Default,
        }
    }

    let failing = async |status, body: &'static [u8]| {
        let fake = Fake::typed(status, "text/html", body);
        fake.call(&GET).send::<Empty, Errors>().await.unwrap_err()
    };

    assert_eq!(failing(410, b"").await.documented(), Some(&Errors::Gone(Empty)));
    assert_eq!(failing(410, b"<p>").await.documented(), Some(&Errors::Gone(Empty)));
    let busy = Errors::Busy(Text("later".to_owned()));
    assert_eq!(failing(503, b"later").await.documented(), Some(&busy));
    let bad = failing(400, br#"{"size":1}"#).await;
    assert_eq!(bad.documented(), Some(&Errors::BadRequest(file(1))));
    assert!(failing(400, b"").await.is_decode());
    let other = failing(500, b"<h1>").await;
    assert!(matches!(other.documented(), Some(Errors::Other(raw)) if raw.text() == "<h1>"));
    assert_eq!(other.to_string(), "get: GET / answered 500 Internal Server Error: <h1>");
}

async fn get<T: rt::Answer>(fake: &Fake) -> Result<rt::Response<T>, rt::Error<rt::NoBodies>> {
    fake.call(&GET).send().await
}

static GET: rt::Operation = operation("/", &[]);

fn file(size: i64) -> File {
    rt::decode(format!(r#"{{"size":{size}}}"#).as_bytes()).unwrap()
}
