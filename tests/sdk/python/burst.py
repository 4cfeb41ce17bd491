"""More requests at once than a location may send."""

import asyncio

from highlevel import HighLevel
from highlevel.error import GHLError


async def burst(token, location):
    client = HighLevel(private_integration_token=token, log_level="none")

    def ask():
        return client.request(method="GET", url="/contacts/", params={"locationId": location})

    asked = await asyncio.gather(*(ask() for _ in range(110)), return_exceptions=True)
    refused = [it for it in asked if isinstance(it, GHLError)]
    assert len(refused) == 10, len(refused)
    assert {it.status_code for it in refused} == {429}
    assert {it.response["message"] for it in refused} == {"Too Many Requests"}
    served = [it for it in asked if not isinstance(it, BaseException)]
    left = sorted(int(it.headers["x-ratelimit-remaining"]) for it in served)
    assert left == list(range(100)), left
    await client.close()
