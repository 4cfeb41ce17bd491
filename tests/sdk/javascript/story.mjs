// HighLevel's own SDK for JavaScript, unchanged, against the mock: it must not notice.

import assert from 'node:assert/strict';
import sdk from '@gohighlevel/api-client';

import { contacts } from './contacts.mjs';

const { MOCK_URL, MOCK_TOKEN, MOCK_LOCATION } = process.env;

sdk.HighLevel.BASE_URL = MOCK_URL;
const client = new sdk.HighLevel({ privateIntegrationToken: MOCK_TOKEN, logLevel: 'none' });

const parts = [['contacts, tasks, notes, appointments, tags', () => contacts(client, MOCK_LOCATION)]];

for (const [name, part] of parts) {
  await part();
  console.log(`  ${name}: ok`);
}
