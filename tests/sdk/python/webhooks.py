"""What an app is told of writes, verified by the SDK's own middleware."""

import asyncio
import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from os import environ
from queue import Queue
from threading import Thread
from types import SimpleNamespace
from urllib.request import Request, urlopen

# What `spec/seed.yaml` holds.
CLIENT_ID = "6743f1c2a9d58e0b1c7f4e92-m3v8q1zk"

told = Queue()


class Hook(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"]))
        told.put(SimpleNamespace(method="POST", url=self.path, headers=self.headers, body=body))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_):
        pass


def control(method, path, body=None):
    """Asks the mock about itself."""
    data = body and json.dumps(body).encode()
    url = f"{environ['MOCK_URL']}/_twinspec/{path}"
    with urlopen(Request(url, data, {"content-type": "application/json"}, method=method)) as answer:
        text = answer.read()
    return json.loads(text) if text else None


async def webhooks(client, location):
    key = (await asyncio.to_thread(control, "GET", "webhooks"))["publicKey"]
    # The SDK has no other way to be told.
    environ["CLIENT_ID"] = CLIENT_ID
    environ["WEBHOOK_SIGNATURE_PUBLIC_KEY"] = key["pem"]
    server = ThreadingHTTPServer(("127.0.0.1", 0), Hook)
    Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_port}/hook"
    subscriber = await asyncio.to_thread(control, "POST", "webhooks", {"url": url})

    created = await client.contacts.create_contact({"locationId": location, "name": "Ana Žižka"})
    contact = created["contact"]["id"]
    task = {"title": "Call", "dueDate": "2026-12-01T09:00:00Z", "completed": False}
    made = await client.contacts.create_task(contact, task)
    task = made["task"]["id"]
    await client.contacts.update_task_completed(contact, task, {"completed": True})
    await client.contacts.delete_task(contact, task)
    requests = [await asyncio.to_thread(told.get, timeout=30) for _ in range(4)]
    await asyncio.to_thread(control, "DELETE", f"webhooks/{subscriber['id']}")
    await client.contacts.delete_contact(contact)
    server.shutdown()

    events = [json.loads(it.body)["type"] for it in requests]
    assert events == ["ContactCreate", "TaskCreate", "TaskComplete", "TaskDelete"], events
    verify = client.webhooks.subscribe()
    for request in requests:
        await verify(request)
        assert request.signature_type == "ed25519"
        assert request.is_signature_valid is True
        assert request.skipped_signature_verification is False

    # The key in its short form is as good, and what somebody changed on the way is found out.
    environ["WEBHOOK_SIGNATURE_PUBLIC_KEY"] = key["base64"]
    await verify(requests[0])
    assert requests[0].is_signature_valid is True
    requests[0].body += b" "
    await verify(requests[0])
    assert requests[0].is_signature_valid is False
