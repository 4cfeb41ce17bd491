// Access in the name of a location that installed an app, and what comes after a day.

import assert from 'node:assert/strict';

// What `spec/seed.yaml` holds.
const client_id = '6743f1c2a9d58e0b1c7f4e92-m3v8q1zk';
const client_secret = '8d2f6a40-c1b7-4e93-a5d8-3f7e0b9c6214';
const code = '1f0c7b5e9a3d48e26b84c0d7f1a95e3268d4b7c0';

export async function oauth(HighLevel, locationId) {
  const client = new HighLevel({ clientId: client_id, clientSecret: client_secret, logLevel: 'none' });
  const exchange = { client_id, client_secret, grant_type: 'authorization_code', code };
  const granted = await client.oauth.getAccessToken(exchange);
  assert.equal(granted.token_type, 'Bearer');
  assert.equal(granted.expires_in, 86399);
  assert.equal(granted.userType, 'Location');
  assert.equal(granted.locationId, locationId);

  // The SDK keeps the session and finds it again by the location.
  await client.getSessionStorage().setSession(locationId, granted);
  const { count } = await client.contacts.getContacts({ locationId, limit: 1 });
  assert.ok(count > 0);

  const refresh = (token) =>
    client.oauth.refreshToken(token, client_id, client_secret, 'refresh_token', 'Location');
  const refreshed = await refresh(granted.refresh_token);
  assert.notEqual(refreshed.access_token, granted.access_token);
  await assert.rejects(refresh(granted.refresh_token), (error) => {
    assert.equal(error.statusCode, 400);
    assert.equal(error.message, 'Invalid grant: refresh token is invalid');
    return true;
  });

  // With an access token that is not good any more it refreshes by itself, and asks again.
  const stale = { ...refreshed, access_token: 'gone' };
  await client.getSessionStorage().setSession(locationId, stale);
  const headers = { locationid: locationId };
  const again = await client.contacts.getContacts({ locationId, limit: 1 }, { headers });
  assert.equal(again.count, count);
  const kept = await client.getSessionStorage().getSession(locationId);
  assert.notEqual(kept.access_token, 'gone');
  assert.notEqual(kept.refresh_token, refreshed.refresh_token);

  // A code is good once; the second use takes back all that came of it, as RFC 6749 advises.
  await assert.rejects(client.oauth.getAccessToken(exchange), (error) => error.statusCode === 400);
  await assert.rejects(refresh(kept.refresh_token), (error) => error.statusCode === 400);
}
