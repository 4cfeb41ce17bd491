//! The referee: judges HTTP exchanges against an `OpenAPI` document, independently of the generator.
//!
//! A generated client and a generated mock come from one model of the document. That is what makes
//! them agree, and also what makes them agree on mistakes: if a property is renamed wrongly on the
//! way into the model, both twins use the wrong name, every call between them succeeds and every
//! test stays green. So a third party has to look at what travels. This crate shares no code with
//! the generator, the client or the mock. It reads the document as plain JSON and asks of each
//! exchange whether the document allows it.
//!
//! # Verdicts
//!
//! * A **valid request** must get a documented status (`200`, `2XX` or `default`) with the
//!   documented headers and a body of a documented media type that fits the schema.
//! * An **invalid request** must get a 4xx. If the document describes that status, the answer has
//!   to fit; otherwise the status is enough, and a JSON body has to be the document's error.
//! * What **belongs to no operation** must get 404, 405, 413 or 415, as the error that the document
//!   names once at its root: `x-error-schema: { $ref: '#/components/schemas/Error' }`. (`OPTIONS`
//!   may also get 200 or 204: browsers ask before they call.)
//! * What is for the **authorization server** is not judged, apart from a 5xx: of it the document says
//!   no more than where it is (`tokenUrl` and the like), unless an operation describes it.
//!
//! # Simplifications, and what they buy
//!
//! * **Credentials are judged by their shape.** Which token a server knows is not in the document.
//!   A request without any credentials is invalid; one with some may get any documented status.
//! * **What is not declared is not wrong.** Undeclared query parameters, headers, cookies and
//!   bodies are ignored, as servers do. Otherwise a referee would forbid what proxies add.
//! * **Paths are matched as real servers do it**: with or without the base path of a server in the
//!   document, with or without a trailing slash, the more literal template first. If a more
//!   literal one lacks the method, a less literal one that has it is meant.
//! * **Operations alike on the wire are judged together** (`/pets/{id}` and `/pets/{name}`).
//!   Those that find the request valid count, all of them if none does, and one that is content is
//!   enough. No guess about which one was meant has to be right.
//! * **Text has several readings.** `?q=1` is a number or a string, whichever the schema takes.
//! * **Only JSON, forms and plain text are looked into.** Of other bodies the media type is judged.
//! * **References stay inside the document.** Nothing is ever fetched: bundle the files first.
//!
//! # Example
//!
//! ```
//! use bytes::Bytes;
//! use http::{Request, Response};
//! use twinspec_referee::{Exchange, Referee};
//!
//! let referee = Referee::from_yaml(
//!     "
//! openapi: 3.0.3
//! info: { title: Pets, version: '1' }
//! paths:
//!   /pets/{id}:
//!     get:
//!       operationId: readPet
//!       responses:
//!         '204': { description: Nobody is called so }
//! ",
//! )?;
//! let request = Request::get("/pets/1").body(Bytes::new())?;
//! let response = Response::builder().status(204).body(Bytes::new())?;
//!
//! let verdict = referee.judge(&Exchange { request: &request, response: &response });
//!
//! assert!(verdict.is_pass(), "{verdict}");
//! assert_eq!(verdict.operation(), Some("readPet"));
//! # Ok::<_, Box<dyn std::error::Error>>(())
//! ```

mod error;
mod judge;
mod layer;
mod media;
mod model;
mod node;
mod read;
mod referee;
mod schema;
mod source;
mod template;
mod text;
mod verdict;

pub use crate::{
    error::{Error, Problem},
    layer::{Judged, RefereeLayer, RefereeService, Replay},
    referee::{OperationInfo, Referee},
    source::parse,
    verdict::{Exchange, Side, Verdict, Violation},
};
