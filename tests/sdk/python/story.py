"""HighLevel's own SDK for Python, unchanged, against the mock: it must not notice."""

import asyncio
import os

from highlevel import HighLevel

import contacts

HighLevel.BASE_URL = os.environ["MOCK_URL"]
LOCATION = os.environ["MOCK_LOCATION"]


async def story():
    client = HighLevel(private_integration_token=os.environ["MOCK_TOKEN"], log_level="none")
    parts = {
        "contacts, tasks, notes, appointments, tags": contacts.contacts(client, LOCATION),
    }
    for name, part in parts.items():
        await part
        print(f"  {name}: ok")
    await client.close()


asyncio.run(story())
