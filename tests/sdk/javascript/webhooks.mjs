// What an app is told of writes, verified by the SDK's own middleware.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';

// What `spec/seed.yaml` holds.
const clientId = '6743f1c2a9d58e0b1c7f4e92-m3v8q1zk';

/// Asks the mock about itself.
async function control(method, path, body) {
  const headers = { 'content-type': 'application/json' };
  const url = `${process.env.MOCK_URL}/_twinspec/${path}`;
  const response = await fetch(url, { method, headers, body: body && JSON.stringify(body) });
  assert.ok(response.ok, `${method} ${url}: ${response.status}`);
  return response.status === 204 ? undefined : response.json();
}

export async function webhooks(HighLevel, client, locationId) {
  const { publicKey } = await control('GET', 'webhooks');
  const app = (webhookPublicKey) =>
    new HighLevel({ clientId, clientSecret: 'x', webhookPublicKey, logLevel: 'none' });
  const middleware = app(publicKey.pem).webhooks.subscribe();

  const told = [];
  let enough;
  const server = createServer(async (request, response) => {
    const parts = await request.toArray();
    request.rawBody = Buffer.concat(parts);
    request.body = JSON.parse(request.rawBody);
    await middleware(request, response, (error) => assert.ifError(error));
    told.push(request);
    response.writeHead(200).end();
    if (told.length === 4) enough();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${server.address().port}/hook`;
  const subscriber = await control('POST', 'webhooks', { url });

  const all = new Promise((resolve) => { enough = resolve; });
  const { contact } = await client.contacts.createContact({ locationId, name: 'Ana Žižka' });
  await client.contacts.addTags({ contactId: contact.id }, { tags: ['hook'] });
  await client.contacts.updateContact({ contactId: contact.id }, { dnd: true });
  await all;
  await control('DELETE', `webhooks/${subscriber.id}`);
  await client.contacts.deleteContact({ contactId: contact.id });
  server.close();

  const events = told.map((it) => it.body.type);
  assert.deepEqual(events, ['ContactCreate', 'ContactTagUpdate', 'ContactUpdate', 'ContactDndUpdate']);
  for (const request of told) {
    assert.equal(request.skippedSignatureVerification, false);
    assert.equal(request.isSignatureValid, true);
    assert.equal(request.body.locationId, locationId);
    assert.equal(request.body.id, contact.id);
  }
  assert.equal(new Set(told.map((it) => it.body.webhookId)).size, told.length);

  // The key in its short form is as good, and what somebody changed on the way is found out.
  const [{ headers, body, rawBody }] = told;
  const again = async (sdk, rawBody) => {
    const request = { headers, body, rawBody };
    await sdk.webhooks.subscribe()(request, {}, (error) => assert.ifError(error));
    return request.isSignatureValid;
  };
  assert.equal(await again(app(publicKey.base64), rawBody), true);
  assert.equal(await again(app(publicKey.base64), Buffer.from(`${rawBody} `)), false);
}
