//! Phone numbers: stored in the international form, E.164, however they were written.

use rlibphonenumber::{PHONE_NUMBER_UTIL, PhoneNumberFormat, Region};
use twinspec_mock::{Change, Refusal, StatusCode, Value};

use crate::behaviour::set;
use crate::generated::contact::PHONE;

/// Where a number without a country code is from. The service goes by the location's country, and
/// the locations of this mock are all there.
const HOME: Region = Region::US;

/// Stores the number of a contact, or refuses what cannot be one.
// fidelity(documented; official OpenAPI files): phone numbers are stored as E.164. Held by
// `phones_are_stored_in_the_international_form`.
// fidelity(inferred; help pages): without a country code a number is one of the location's country.
// Held by `phones_are_stored_in_the_international_form`, `a_number_is_written_in_several_ways`.
// fidelity(observed; thin reports): what cannot be a phone number is a 422. Held by
// `a_phone_that_cannot_be_one_is_refused`.
// fidelity(chosen; not known): a number of the right length is one, whether or not it was given
// out. Held by `a_number_is_written_in_several_ways`.
pub(super) fn complete(change: &mut Change<'_>) -> Result<(), Refusal> {
    let Some(written) = change.entity.get(PHONE).and_then(Value::as_str) else { return Ok(()) };
    let written = written.trim();
    let before = change.before.and_then(|it| it.get(PHONE)?.as_str());
    // To know the numbers of all countries takes 10 ms and 5 MB, and what a data file holds was
    // mostly shown by the service.
    let is_shown = change.operation.is_none() && is_international(written);
    let number = match written {
        "" => None,
        // Most numbers come like that, and the library takes longer than all else of a write.
        _ if is_shown || before == Some(written) || is_north_american(written) => {
            Some(written.to_owned())
        }
        _ => Some(international(written).ok_or_else(refusal)?),
    };
    set(change.entity, PHONE, number);
    Ok(())
}

/// Writes a number in the international form; `None` if no number is of that length, where it is from.
///
/// Whether anybody has it is not asked: new blocks of numbers are given out all the time, and tests
/// call people by numbers that nobody has.
fn international(written: &str) -> Option<String> {
    let number = PHONE_NUMBER_UTIL.parse(written, Some(HOME)).ok()?;
    let is_possible = PHONE_NUMBER_UTIL.is_possible_number(&number);
    is_possible.then(|| PHONE_NUMBER_UTIL.format(&number, PhoneNumberFormat::E164).into_owned())
}

/// Whether a number is written in the international form, and has the ten digits that all numbers
/// of North America have.
fn is_north_american(written: &str) -> bool {
    written.len() == 12 && written.starts_with("+1") && is_international(written)
}

/// Whether a number is written in the international form, whatever it is worth.
fn is_international(written: &str) -> bool {
    let digits = written.strip_prefix('+').unwrap_or_default();
    (7..=15).contains(&digits.len()) && digits.bytes().all(|it| it.is_ascii_digit())
}

fn refusal() -> Refusal {
    let message = format!("{PHONE} must be a valid phone number");
    Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, vec![message])
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_number_is_written_in_several_ways() {
        let cases = [
            ("+1 415-555-0134", Some("+14155550134")),
            ("(415) 555 0134", Some("+14155550134")),
            ("1.415.555.0134", Some("+14155550134")),
            ("tel:+1-415-555-0134", Some("+14155550134")),
            ("+44 (0)20 7946 0018", Some("+442079460018")),
            ("011 44 20 7946 0018", Some("+442079460018")),
            ("+1 415-555-013", None),
            ("+999 1234567", None),
            ("call me", None),
        ];
        for (written, expected) in cases {
            assert_eq!(super::international(written).as_deref(), expected, "{written}");
        }
    }

    #[test]
    fn what_is_not_looked_up_is_what_the_library_says() {
        for (written, is_taken) in [
            ("+14155550134", true),
            ("+15551234567", true),
            ("+10000000000", true),
            ("+1415555013", false),
            ("+141555501345", false),
            ("+1415555O134", false),
            ("14155550134", false),
        ] {
            assert_eq!(super::is_north_american(written), is_taken, "{written}");
            let looked_up = super::international(written);
            assert!(!is_taken || looked_up.as_deref() == Some(written), "{written}: {looked_up:?}");
        }
    }
}
