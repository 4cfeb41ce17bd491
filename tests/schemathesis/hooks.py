"""How values of formats are made that schemathesis does not know."""

import schemathesis
from hypothesis import strategies

# Phone numbers of North America, with the country code or without it.
schemathesis.openapi.format(
    "phone",
    strategies.from_regex(
        r"(\+1 |1-)?(\([2-9][0-9]{2}\) |[2-9][0-9]{2}[-. ])[2-9][0-9]{2}[-. ][0-9]{4}",
        fullmatch=True,
    ),
)
