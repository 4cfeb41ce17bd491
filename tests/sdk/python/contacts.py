"""All 16 operations, as one story; the SDK speaks `Version: v3` alone."""

import re

from highlevel.error import GHLError

# What `spec/seed.yaml` holds.
INES = "rZfrytORAzb3do7gwiqT"
FJORDLIGHT = "6512f77f92cbb4fa00bbb4f9"


async def refused(call, status):
    """Returns the error that a call ends with."""
    try:
        answer = await call
    except GHLError as error:
        assert error.status_code == status, error
        return error
    raise AssertionError(f"expected {status}, found {answer}")


async def contacts(client, location):
    api = client.contacts
    created = await api.create_contact({
        "locationId": location,
        "name": "Mateo Lindqvist",
        "email": "Mateo@example.org",
        "phone": "+1 503-555-0164",
        "tags": ["Lead", "lead", " Web "],
        "dndSettings": {"sms": {"status": "active"}},
        "customFields": [{"id": "5lOvfQXTPUpZnp3mZtTP", "fieldValue": 12}],
    })
    contact = created["contact"]
    contact_id = contact["id"]
    assert re.fullmatch("[A-Za-z0-9]{20}", contact_id)
    assert (contact["firstName"], contact["lastName"]) == ("Mateo", "Lindqvist")
    assert contact["emailLowerCase"] == "mateo@example.org"
    assert contact["phone"] == "+15035550164"
    assert contact["tags"] == ["lead", "web"]
    assert contact["dndSettings"] == {"sms": {"status": "active"}}
    assert contact["customFields"] == [{"id": "5lOvfQXTPUpZnp3mZtTP", "value": 12}]

    again = api.create_contact({"locationId": location, "phone": "+1 (503) 555-0164"})
    meta = (await refused(again, 400)).response["meta"]
    assert meta["contactId"] == contact_id and meta["matchingField"] == "phone", meta
    update = api.update_contact(contact_id, {"locationId": location})
    error = await refused(update, 422)
    assert error.response["message"] == ["property locationId should not exist"]

    updated = await api.update_contact(contact_id, {"city": "Reno"})
    assert updated["succeeded"] is True
    assert updated["contact"]["city"] == "Reno"
    added = await api.add_tags(contact_id, {"tags": ["VIP", "web"]})
    assert (added["tags"], added["tagsAdded"]) == (["lead", "web", "vip"], ["vip"])
    read = (await api.get_contact(contact_id))["contact"]
    assert (read["city"], read["tags"]) == ("Reno", ["lead", "web", "vip"])
    assert "website" not in read, "a read leaves out what is not set"

    await tasks(api, contact_id)
    await lists(client, location, contact_id)

    notes = (await api.get_all_notes(INES))["notes"]
    assert len(notes) == 2
    assert (await api.get_note(INES, notes[0]["id"]))["note"] == notes[0]
    events = (await api.get_appointments_for_contact(INES))["events"]
    assert events[0]["contactId"] == INES

    deleted = await api.delete_contact(contact_id)
    assert deleted["succeeded"] is True and deleted["succeded"] is True
    gone = await refused(api.get_contact(contact_id), 400)
    assert gone.response["message"] == f"Contact with id {contact_id} not found"


async def tasks(api, contact_id):
    task = {"title": "Call", "dueDate": "2026-12-01T10:00:00+01:00", "completed": False}
    created = (await api.create_task(contact_id, task))["task"]
    assert created["dueDate"] == "2026-12-01T09:00:00.000Z"
    renamed = (await api.update_task(contact_id, created["id"], {"title": "Call back"}))["task"]
    assert (renamed["title"], renamed["completed"]) == ("Call back", False)
    done = await api.update_task_completed(contact_id, created["id"], {"completed": True})
    assert done["task"]["completed"] is True
    assert (await api.get_task(contact_id, created["id"]))["task"] == done["task"]
    assert (await api.get_all_tasks(contact_id))["tasks"] == [done["task"]]
    assert (await api.delete_task(contact_id, created["id"]))["succeeded"] is True
    assert (await api.get_all_tasks(contact_id))["tasks"] == []


async def lists(client, location, newest):
    # This SDK has no method for the list, which the service still answers.
    listed = await client.request(method="GET", url="/contacts/", params={"locationId": location})
    page = listed.json()
    assert page["contacts"][0]["id"] == newest, "the newest comes first"
    assert page["contacts"][0]["firstName"] == "mateo"
    assert page["contacts"][0]["website"] is None, "a list says that nothing is set"

    async def of(skip):
        return await client.contacts.get_contacts_by_business_id(
            FJORDLIGHT, location, limit="2", skip=skip
        )

    first, second = await of("0"), await of("2")
    assert (first["count"], len(first["contacts"]), len(second["contacts"])) == (3, 2, 1)
