#![allow(missing_docs, clippy::all, clippy::pedantic, clippy::unwrap_used, reason = "scratch")]
use std::time::Instant;
fn main() {
    for path in std::env::args().skip(1) {
        let text = std::fs::read_to_string(&path).unwrap_or_default();
        let start = Instant::now();
        let p2 = path.clone();
        let result = std::panic::catch_unwind(move || {
            if p2.ends_with("json") {
                twinspec_referee::Referee::from_json(&text)
            } else {
                twinspec_referee::Referee::from_yaml(&text)
            }
        });
        let t = start.elapsed();
        match result {
            Err(_) => println!("PANIC {path}"),
            Ok(Err(e)) => println!("ERR {path} {t:?} {} {}", e.problems().len(), e.problems()[0]),
            Ok(Ok(r)) => {
                let start = Instant::now();
                let check = if std::env::var("CHECK").is_ok() { r.check_schemas() } else { Ok(()) };
                match check {
                    Ok(()) => println!(
                        "OK {path} {t:?} ops {} check {:?}",
                        r.operations().count(),
                        start.elapsed()
                    ),
                    Err(e) => println!(
                        "BADSCHEMA {path} {t:?} check {:?} {} {}",
                        start.elapsed(),
                        e.problems().len(),
                        e.problems()[0]
                    ),
                }
            }
        }
    }
}
