//! A story through the generated client against the mock: a form submission becomes a contact,
//! is worked on, and is deleted at last.
//!
//! Each step says what it expects; the program fails when one did not do what it says.

mod report;
mod story;
mod submission;

use std::process::ExitCode;

use ghl_contacts::Client;
use tests::DEMO_SUBMISSION;
use tokio::net::TcpListener;

use crate::report::Report;
use crate::story::Scene;
use crate::submission::Submission;

#[tokio::main]
async fn main() -> ExitCode {
    let mut report = Report::default();
    let played = play(&mut report).await;
    println!("{report}");
    match played {
        Ok(()) => {
            println!("Every step did what it says.");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn play(report: &mut Report) -> anyhow::Result<()> {
    let mock = tests::mock()?;
    let [token, ..] = mock.tokens() else { anyhow::bail!("the data has no token") };
    let token = token.clone();
    let location = tests::location_of(&token).to_owned();

    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}", listener.local_addr()?);
    println!("The mock serves on {url}.\n");
    tokio::spawn(mock.serve(listener));

    let client = Client::builder().base_url(&url).token(token.value).build()?;
    let stranger = Client::builder().base_url(&url).token("pit-nobody-knows-this-one").build()?;
    let submission = Submission::parse(DEMO_SUBMISSION)?;
    story::play(&Scene { client, stranger, location, submission }, report).await
}
