"""Calls that must end with an error."""

from highlevel.error import GHLError


async def refused(call, status):
    """Returns the error that a call ends with."""
    try:
        answer = await call
    except GHLError as error:
        assert error.status_code == status, error
        return error
    raise AssertionError(f"expected {status}, found {answer}")
