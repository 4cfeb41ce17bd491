// More requests at once than a location may send.

import assert from 'node:assert/strict';

export async function burst(HighLevel, privateIntegrationToken, locationId) {
  const client = new HighLevel({ privateIntegrationToken, logLevel: 'none' });
  const ask = (it) => it.contacts.getContacts({ locationId, limit: 1 });
  const asked = await Promise.allSettled(Array.from({ length: 110 }, () => ask(client)));
  const refused = asked.filter((it) => it.status === 'rejected').map((it) => it.reason);
  assert.equal(refused.length, 10);
  for (const error of refused) {
    assert.equal(error.statusCode, 429);
    assert.equal(error.code, 'RATE_LIMIT');
    assert.equal(error.rateLimit.scope, 'burst');
    assert.equal(error.rateLimit.max, 100);
    assert.equal(error.rateLimit.intervalMs, 10000);
    assert.equal(error.rateLimit.dailyLimit, 200000);
    assert.equal(error.rateLimit.dailyRemaining, 200000 - 100);
  }

  // Told to wait, the SDK does so for as long as the headers say, and is served.
  const patient = new HighLevel({ privateIntegrationToken, rateLimitRetry: true, logLevel: 'none' });
  assert.ok((await ask(patient)).count > 0);
}
