//! How values of parameters are written, place by place and style by style.

use serde_json::json;
use twinspec_client::facade as rt;

use crate::fake::{Fake, operation};
use crate::fixture::{Status, Task};

#[tokio::test]
async fn a_path_has_the_styles_simple_label_and_matrix() {
    use rt::Style::{Label, Matrix};
    const PATH: rt::Parameter = rt::Parameter::path("color");
    let (text, list, object) = (json!("blue"), json!(["a", "b"]), json!({"r": 1, "s": 2}));

    for (parameter, for_text, for_list, for_object) in [
        (PATH, "blue", "a,b", "r,1,s,2"),
        (PATH.explode(true), "blue", "a,b", "r=1,s=2"),
        (PATH.style(Label), ".blue", ".a,b", ".r,1,s,2"),
        (PATH.style(Label).explode(true), ".blue", ".a.b", ".r=1.s=2"),
        (PATH.style(Matrix), ";color=blue", ";color=a,b", ";color=r,1,s,2"),
        (PATH.explode(true).style(Matrix), ";color=blue", ";color=a;color=b", ";r=1;s=2"),
    ] {
        for (value, wanted) in [(&text, for_text), (&list, for_list), (&object, for_object)] {
            assert_eq!(path(parameter, value).await, format!("/x/{wanted}"), "{parameter:?}");
        }
    }
}

#[tokio::test]
async fn a_query_has_the_styles_form_space_pipe_and_deep_object() {
    use rt::Style::{DeepObject, PipeDelimited, SpaceDelimited};
    const QUERY: rt::Parameter = rt::Parameter::query("c");
    let (text, list, object) = (json!("blue"), json!(["a", "b"]), json!({"r": 1, "s": 2}));

    for (parameter, for_text, for_list, for_object) in [
        (QUERY, "c=blue", "c=a&c=b", "r=1&s=2"),
        (QUERY.explode(false), "c=blue", "c=a,b", "c=r,1,s,2"),
        (QUERY.style(SpaceDelimited), "c=blue", "c=a%20b", "c=r%201%20s%202"),
        (QUERY.style(SpaceDelimited).explode(true), "c=blue", "c=a&c=b", "r=1&s=2"),
        (QUERY.style(PipeDelimited), "c=blue", "c=a%7Cb", "c=r%7C1%7Cs%7C2"),
        (QUERY.style(DeepObject), "c=blue", "c%5B0%5D=a&c%5B1%5D=b", "c%5Br%5D=1&c%5Bs%5D=2"),
        (
            QUERY.json(),
            "c=%22blue%22",
            "c=%5B%22a%22%2C%22b%22%5D",
            "c=%7B%22r%22%3A1%2C%22s%22%3A2%7D",
        ),
    ] {
        for (value, wanted) in [(&text, for_text), (&list, for_list), (&object, for_object)] {
            assert_eq!(query(parameter, value).await, wanted, "{parameter:?}");
        }
    }
}

#[tokio::test]
async fn a_deep_object_goes_as_deep_as_the_value() {
    let parameter = rt::Parameter::query("f").style(rt::Style::DeepObject);

    let written = query(parameter, &json!({"a": {"b": [1, {"c": "&"}], "n": null}})).await;

    assert_eq!(written, "f%5Ba%5D%5Bb%5D%5B0%5D=1&f%5Ba%5D%5Bb%5D%5B1%5D%5Bc%5D=%26");
}

#[tokio::test]
async fn headers_and_cookies_carry_lists_and_objects() {
    static OPERATION: rt::Operation = operation(
        "/x",
        &[
            rt::Parameter::header("X-List"),
            rt::Parameter::header("X-Object").explode(true),
            rt::Parameter::header("X-Json").json(),
            rt::Parameter::cookie("session"),
            rt::Parameter::cookie("list").explode(false),
            rt::Parameter::cookie("object"),
            rt::Parameter::cookie("unset"),
        ],
    );
    let fake = Fake::answering(200, "7");

    let call = fake
        .call(&OPERATION)
        .with(0, &json!(["a b", "c"]))
        .with(1, &json!({"r": 1, "s": 2}))
        .with(2, &json!({"r": [true]}))
        .with(3, &json!("a;b"))
        .with(4, &json!([1, 2]))
        .with(5, &json!({"r": 1, "s": 2}));
    call.send::<rt::Json, rt::NoBodies>().await.unwrap();

    let request = fake.request();
    let headers = request.headers();
    assert_eq!(headers["x-list"], "a b,c");
    assert_eq!(headers["x-object"], "r=1,s=2");
    assert_eq!(headers["x-json"], r#"{"r":[true]}"#);
    assert_eq!(headers.get_all("cookie").iter().count(), 1);
    assert_eq!(headers["cookie"], "session=a%3Bb; list=1,2; r=1; s=2");
}

#[tokio::test]
async fn delimiters_in_values_are_encoded() {
    let list = json!(["a,b", "c d|e"]);

    assert_eq!(query(rt::Parameter::query("q").explode(false), &list).await, "q=a%2Cb,c%20d%7Ce");
    assert_eq!(path(rt::Parameter::path("color"), &list).await, "/x/a%2Cb,c%20d%7Ce");
    let matrix = rt::Parameter::path("color").style(rt::Style::Matrix);
    assert_eq!(path(matrix, &json!({"a": "b/c;d"})).await, "/x/;color=a,b%2Fc%3Bd");
}

#[tokio::test]
async fn reserved_characters_stay_where_they_are_allowed_and_do_no_harm() {
    let value = json!("https://x.test/a?b=c,d;e&f#g+h [é]%");

    let encoded = query(rt::Parameter::query("q"), &value).await;
    let reserved = query(rt::Parameter::query("q").allow_reserved(), &value).await;

    assert_eq!(encoded, "q=https%3A%2F%2Fx.test%2Fa%3Fb%3Dc%2Cd%3Be%26f%23g%2Bh%20%5B%C3%A9%5D%25",);
    assert_eq!(reserved, "q=https://x.test/a?b=c,d;e%26f%23g%2Bh%20%5B%C3%A9%5D%25");
}

#[tokio::test]
async fn every_generated_type_can_be_a_value() {
    let mut task = Task::new("t1", "ann");
    task.tags = Some(vec!["x".to_owned(), "y".to_owned()]);

    assert_eq!(
        query(rt::Parameter::query("q"), &task).await,
        "id=t1&owner=ann&tags=%5B%22x%22%2C%22y%22%5D",
    );
    let statuses = vec![Status::Open, Status::from("later")];
    assert_eq!(query(rt::Parameter::query("q"), &statuses).await, "q=open&q=later");
    let map = rt::Map::from([("a".to_owned(), 1)]);
    assert_eq!(query(rt::Parameter::query("q"), &map).await, "a=1");
}

#[tokio::test]
async fn numbers_are_written_as_one_would_write_them() {
    for (value, wanted) in [
        (query(rt::Parameter::query("q"), &0.1_f32).await, "q=0.1"),
        (query(rt::Parameter::query("q"), &1.0_f64).await, "q=1"),
        (query(rt::Parameter::query("q"), &u64::MAX).await, "q=18446744073709551615"),
        (query(rt::Parameter::query("q"), &i64::MIN).await, "q=-9223372036854775808"),
        (query(rt::Parameter::query("q"), &true).await, "q=true"),
    ] {
        assert_eq!(value, wanted);
    }
}

#[tokio::test]
async fn what_is_null_or_has_no_items_is_not_sent() {
    for value in [json!(null), json!([]), json!({}), json!([null]), json!({"a": null})] {
        assert_eq!(query(rt::Parameter::query("q"), &value).await, "", "{value}");
        assert_eq!(query(rt::Parameter::query("q").explode(false), &value).await, "", "{value}");
    }
    assert_eq!(query(rt::Parameter::query("q"), &String::new()).await, "q=");
}

#[tokio::test]
async fn a_path_value_that_says_nothing_is_refused_in_every_style() {
    for style in [rt::Style::Simple, rt::Style::Label, rt::Style::Matrix] {
        let parameters = [rt::Parameter::path("color").style(style)];
        let error = refused("/x/{color}", parameters, &json!([])).await;
        assert!(error.ends_with("the path parameter `color` is empty"), "{error}");
    }
    // A label of nothing and one of a dot would be steps.
    for value in ["", "."] {
        let parameters = [rt::Parameter::path("color").style(rt::Style::Label)];
        let error = refused("/x/{color}", parameters, &json!(value)).await;
        assert!(error.ends_with("in a path, where it is a step"), "{error}");
    }
}

#[tokio::test]
async fn a_header_that_no_request_could_carry_is_refused() {
    for value in ["a\nb", "a\0"] {
        let error = refused("/x", [rt::Parameter::header("X-A")], &json!(value)).await;
        let problem = "was not sent: the value of `X-A` has a character that no header can carry";
        assert!(error.ends_with(problem), "{error}");
    }
}

async fn path(parameter: rt::Parameter, value: &impl rt::Data) -> String {
    sent("/x/{color}", [parameter], value).await.unwrap().path().to_owned()
}

async fn query(parameter: rt::Parameter, value: &impl rt::Data) -> String {
    sent("/x", [parameter], value).await.unwrap().query().unwrap_or_default().to_owned()
}

async fn refused(
    path: &'static str,
    parameters: [rt::Parameter; 1],
    value: &impl rt::Data,
) -> String {
    sent(path, parameters, value).await.unwrap_err().to_string()
}

async fn sent(
    path: &'static str,
    parameters: [rt::Parameter; 1],
    value: &impl rt::Data,
) -> Result<http::Uri, rt::Error<rt::NoBodies>> {
    let operation = Box::leak(Box::new(operation(path, Box::leak(Box::new(parameters)))));
    let fake = Fake::answering(200, "7");
    fake.call(operation).with(0, value).send::<rt::Json, rt::NoBodies>().await?;
    Ok(fake.request().uri().clone())
}
