//! `twinspec mock --watch`: a document that changes under a running mock.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, ChildStderr, ChildStdout, Command, Stdio};

use crate::project::{Project, document};

const TOYS: &str = r"
paths:
  /toys:
    post:
      operationId: make-toy
      requestBody: {content: {application/json: {schema: {$ref: 'toy.yaml'}}}}
      responses: {'201': {description: it, content: {application/json: {schema: {$ref: 'toy.yaml'}}}}}
  /toys/{toyId}:
    get:
      operationId: get-toy
      parameters: [{name: toyId, in: path, required: true, schema: {type: string}}]
      responses: {'200': {description: it, content: {application/json: {schema: {$ref: 'toy.yaml'}}}}}
";
const TOY: &str = "{type: object, properties: {id: {type: string}, name: {type: string}}}";
const COLOURED: &str = "{type: object, properties: {id: {type: string}, name: {type: string}, \
                        colour: {type: string, default: red}}, required: [colour]}";

/// A mock of a project's document.
struct Served {
    child: Child,
    out: BufReader<ChildStdout>,
    errors: BufReader<ChildStderr>,
    address: String,
}

impl Served {
    fn of(project: &Project) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_twinspec"))
            .args(["mock", "openapi.yaml", "--watch", "--port", "0"])
            .current_dir(project.path(""))
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let errors = BufReader::new(child.stderr.take().unwrap());
        let first = line_with(&mut out, "http://");
        let address = first.split("http://").nth(1).unwrap().trim().to_owned();
        Self { child, out, errors, address }
    }

    /// Sends a request; returns the whole answer.
    fn send(&self, line: &str, body: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        write!(
            stream,
            "{line} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-type: application/json\r\n\
             content-length: {}\r\n\r\n{body}",
            body.len()
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Reads until a line has a text in it.
fn line_with(from: &mut impl BufRead, text: &str) -> String {
    let mut line = String::new();
    while !line.contains(text) {
        line.clear();
        assert_ne!(from.read_line(&mut line).unwrap(), 0, "no line with `{text}`");
    }
    line
}

#[test]
fn a_change_is_taken_over_with_what_there_is_and_a_broken_one_is_not() {
    let project = Project::new(&document(TOYS));
    project.write("toy.yaml", TOY);
    let mut served = Served::of(&project);
    let made = served.send("POST /toys", r#"{"name": "bear"}"#);
    let id = made.split(r#""id":""#).nth(1).unwrap().split('"').next().unwrap();
    let read = |served: &Served| served.send(&format!("GET /toys/{id}"), "");

    // A file that the document refers to.
    project.write("toy.yaml", COLOURED);
    let said = line_with(&mut served.out, "changed");
    assert!(said.starts_with("the document changed: "), "{said}");
    assert!(
        read(&served)
            .ends_with(r#"{"id":"%","name":"bear","colour":"red"}"#.replace('%', id).as_str())
    );

    project.write("openapi.yaml", "openapi: 3.0.3\ninfo: {title: [\n");
    let wrong = line_with(&mut served.errors, "openapi.yaml:");
    line_with(&mut served.errors, "the mock goes on as it was");
    assert!(wrong.contains("--> openapi.yaml:3:1"), "{wrong}");
    assert!(read(&served).contains("bear"));

    project.write("openapi.yaml", &document(&TOYS.replace("    post:", "    put:")));
    let said = line_with(&mut served.out, "changed");
    assert!(said.contains("operations: "), "{said}");
    assert!(served.send("POST /toys", "{}").starts_with("HTTP/1.1 405"));
}

#[test]
fn what_cannot_be_used_is_said_in_a_line_each_and_the_mock_serves() {
    let project = Project::new(&document(TOYS));

    let mut served = Served::of(&project);
    let said = line_with(&mut served.errors, "warning");
    let answer = served.send("POST /toys", r#"{"name": "Bear"}"#);

    assert_eq!(said.trim_end(), "warning[W013]: `toy.yaml` does not exist (openapi.yaml:7:50)");
    assert!(answer.starts_with("HTTP/1.1 201"), "{answer}");
}
