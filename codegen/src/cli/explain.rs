//! `twinspec explain`: what a code means, with a wrong and a right document.

use std::process::ExitCode;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The code: `W013`; without it all are listed
    code: Option<String>,
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let all = twinspec::explanations();
    let Some(code) = &arguments.code else {
        for it in all {
            println!("{}  {}", it.code, it.title());
        }
        return ExitCode::SUCCESS;
    };
    if let Some(found) = all.iter().find(|it| it.code.eq_ignore_ascii_case(code)) {
        print!("{}", found.text);
        return ExitCode::SUCCESS;
    }
    eprintln!("error: there is no code `{code}`; `twinspec explain` lists all");
    ExitCode::FAILURE
}
