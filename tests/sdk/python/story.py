"""HighLevel's own SDK for Python, unchanged, against the mock: it must not notice."""

import asyncio
from os import environ

from highlevel import HighLevel

HighLevel.BASE_URL = environ["MOCK_URL"]

from burst import burst
from contacts import contacts
from oauth import oauth
from webhooks import webhooks

LOCATION = environ["MOCK_LOCATION"]


async def story():
    client = HighLevel(private_integration_token=environ["MOCK_TOKEN"], log_level="none")
    parts = {
        "contacts, tasks, notes, appointments, tags": contacts(client, LOCATION),
        "webhooks": webhooks(client, LOCATION),
        "tokens": oauth(LOCATION),
        "more requests than allowed": burst(environ["MOCK_OTHER_TOKEN"], environ["MOCK_OTHER_LOCATION"]),
    }
    for name, part in parts.items():
        await part
        print(f"  {name}: ok")
    await client.close()


asyncio.run(story())
