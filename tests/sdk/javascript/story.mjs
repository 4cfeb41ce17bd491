// HighLevel's own SDK for JavaScript, unchanged, against the mock: it must not notice.

import sdk from '@gohighlevel/api-client';

import { burst } from './burst.mjs';
import { contacts } from './contacts.mjs';
import { oauth } from './oauth.mjs';
import { webhooks } from './webhooks.mjs';

const { MOCK_URL, MOCK_TOKEN, MOCK_LOCATION, MOCK_OTHER_TOKEN, MOCK_OTHER_LOCATION } = process.env;
const { HighLevel } = sdk;

HighLevel.BASE_URL = MOCK_URL;
const client = new HighLevel({ privateIntegrationToken: MOCK_TOKEN, logLevel: 'none' });

const parts = {
  'contacts, tasks, notes, appointments, tags': () => contacts(client, MOCK_LOCATION),
  'webhooks': () => webhooks(HighLevel, client, MOCK_LOCATION),
  'tokens': () => oauth(HighLevel, MOCK_LOCATION),
  'more requests than allowed': () => burst(HighLevel, MOCK_OTHER_TOKEN, MOCK_OTHER_LOCATION),
};

for (const [name, part] of Object.entries(parts)) {
  await part();
  console.log(`  ${name}: ok`);
}
