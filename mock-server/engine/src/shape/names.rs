//! Made-up text by the name of a property: what tells entities apart for people.

use fake::Fake;
use fake::faker::address::en::{CityName, CountryName, StateAbbr, StreetName, ZipCode};
use fake::faker::company::en::CompanyName;
use fake::faker::lorem::en::{Sentence, Word};
use fake::faker::name::en::{FirstName, LastName};
use rand::{Rng, RngExt as _};

/// Someone whose name and mail go together.
pub(crate) struct Person {
    given: String,
    family: String,
}

impl Person {
    pub(crate) fn new(random: &mut impl Rng) -> Self {
        Self { given: FirstName().fake_with_rng(random), family: LastName().fake_with_rng(random) }
    }
}

/// Makes the text for a property by its name; most names get none. `number` tells apart the
/// entities of one kind.
pub(crate) fn text(
    property: &str,
    person: &Person,
    number: usize,
    random: &mut impl Rng,
) -> Option<String> {
    let plain: String = property.chars().filter(char::is_ascii_alphanumeric).collect();
    let plain = plain.to_ascii_lowercase();
    Some(match plain.as_str() {
        "firstname" | "givenname" => person.given.clone(),
        "lastname" | "familyname" | "surname" => person.family.clone(),
        "name" | "fullname" | "displayname" => format!("{} {}", person.given, person.family),
        "email" | "emailaddress" => email(person, number),
        // Numbers that are set aside for fiction: 555-0100 to 555-0199.
        "phone" | "phonenumber" | "mobile" => {
            format!("+1{}55501{:02}", 200 + number / 100 % 800, number % 100)
        }
        "city" => CityName().fake_with_rng(random),
        "state" | "region" => StateAbbr().fake_with_rng(random),
        "postalcode" | "zip" | "zipcode" => ZipCode().fake_with_rng(random),
        "address" | "address1" | "street" => StreetName().fake_with_rng(random),
        "company" | "companyname" | "organization" => CompanyName().fake_with_rng(random),
        "title" | "subject" | "summary" | "body" | "description" => {
            Sentence(3..6).fake_with_rng(random)
        }
        _ => return None,
    })
}

/// Makes the text for a property whose name may also be part of a longer one, or say what looks
/// only one way: codes, addresses, dates.
pub(crate) fn look_alike(property: &str, random: &mut impl Rng) -> Option<String> {
    let plain: String = property.chars().filter(char::is_ascii_alphanumeric).collect();
    let plain = plain.to_ascii_lowercase();
    let ends = |ends: &[&str]| ends.iter().any(|it| plain.ends_with(it));
    Some(match plain.as_str() {
        "country" => CountryName().fake_with_rng(random),
        "countrycode" => "US".to_owned(),
        "currency" | "currencycode" => "USD".to_owned(),
        "language" | "locale" | "lang" => "en".to_owned(),
        "timezone" | "tz" => "Europe/Berlin".to_owned(),
        "username" | "login" | "handle" | "slug" => {
            let word = word(random);
            format!("{word}{}", random.random_range(10..100))
        }
        "version" => format!("{}.{}.0", random.random_range(1..9), random.random_range(0..9)),
        "ip" | "ipaddress" => format!("192.0.2.{}", random.random_range(1..255)),
        "color" | "colour" => format!("#{:06x}", random.random_range(0..0x0100_0000)),
        "hostname" | "host" | "domain" => format!("{}.example.com", word(random)),
        "birthday" | "birthdate" | "dateofbirth" | "dob" => {
            date_time(&plain, random)[..10].to_owned()
        }
        "id" | "uuid" | "guid" => uuid(random),
        _ if ends(&["createdat", "updatedat", "timestamp", "dateadded", "dateupdated"]) => {
            date_time(&plain, random)
        }
        _ if ends(&["email"]) => email(&Person::new(random), random.random_range(0..100)),
        _ if ends(&["phone", "fax"]) => {
            format!("+1{}55501{:02}", random.random_range(200..1000), random.random_range(0..100))
        }
        _ if ends(&["currency"]) => "USD".to_owned(),
        _ if ends(&["description", "title", "message", "comment", "notes"]) => {
            Sentence(3..6).fake_with_rng(random)
        }
        _ if ends(&["date"]) => date_time(&plain, random)[..10].to_owned(),
        _ if ends(&["url", "uri", "website", "link", "href"]) => url(&plain, random),
        _ if property.ends_with("Id") || property.ends_with("_id") => uuid(random),
        _ => return None,
    })
}

/// Returns the short form of what has one.
pub(crate) fn code(property: &str) -> Option<String> {
    let plain = property.to_ascii_lowercase();
    let codes = [("country", "US"), ("currency", "usd"), ("language", "en"), ("locale", "en-US")];
    let code = codes.iter().find(|(name, _)| plain.contains(name));
    code.map(|(_, code)| (*code).to_owned())
}

/// Makes an address that reaches nobody.
pub(crate) fn email(person: &Person, number: usize) -> String {
    let address = format!("{}.{}.{number}@example.com", person.given, person.family);
    address.to_lowercase().replace(['\'', ' '], "")
}

/// Makes a web address that leads nowhere.
pub(crate) fn url(name: &str, random: &mut impl Rng) -> String {
    let plain = name.to_ascii_lowercase();
    let is_picture = ["image", "avatar", "photo", "picture", "logo", "icon", "thumb"];
    let ending = if is_picture.iter().any(|it| plain.contains(it)) { ".png" } else { "" };
    format!("https://example.com/{}{ending}", word(random))
}

/// Makes a point in time that the name makes plausible: what was changed was made before, and what
/// is due is still to come.
pub(crate) fn date_time(name: &str, random: &mut impl Rng) -> String {
    let plain = name.to_ascii_lowercase();
    let says = |words: &[&str]| words.iter().any(|it| plain.contains(it));
    let years = if says(&["birth", "dob"]) {
        1955..=2003
    } else if says(&["updat", "modif", "chang", "last"]) {
        2024..=2024
    } else if says(&["expir", "due", "until", "next", "end", "deadline"]) {
        2030..=2035
    } else {
        2020..=2023
    };
    let year = random.random_range(years);
    let (month, day) = (random.random_range(1..=12), random.random_range(1..=28));
    let (hour, minute, second) =
        (random.random_range(0..24), random.random_range(0..60), random.random_range(0..60));
    format!("{year}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

/// Makes a UUID of version 4.
pub(crate) fn uuid(random: &mut impl Rng) -> String {
    let bits = random.random::<u128>() & !(0xf << 76 | 0b11 << 62) | 0x4 << 76 | 0b10 << 62;
    let digits = format!("{bits:032x}");
    let groups = [&digits[..8], &digits[8..12], &digits[12..16], &digits[16..20], &digits[20..]];
    groups.join("-")
}

/// Makes a word of small letters.
pub(crate) fn word(random: &mut impl Rng) -> String {
    let word: String = Word().fake_with_rng(random);
    word.to_ascii_lowercase()
}

/// Makes a few words.
pub(crate) fn words(random: &mut impl Rng) -> String {
    let count = random.random_range(1..=3);
    let words: Vec<String> = (0..count).map(|_| word(random)).collect();
    words.join(" ")
}
