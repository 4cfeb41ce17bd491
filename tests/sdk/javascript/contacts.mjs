// All 16 operations, as one story.

import assert from 'node:assert/strict';

// What `spec/seed.yaml` holds.
const INES = 'rZfrytORAzb3do7gwiqT';
const FJORDLIGHT = '6512f77f92cbb4fa00bbb4f9';

export async function contacts(client, locationId) {
  const { contacts } = client;

  const { contact } = await contacts.createContact({
    locationId,
    name: 'Mara Okafor',
    email: 'Mara@example.org',
    phone: '+1 415-555-0199',
    tags: ['Lead', 'lead', ' Web '],
    customFields: [{ id: '5lOvfQXTPUpZnp3mZtTP', field_value: 12 }],
  });
  const contactId = contact.id;
  assert.match(contactId, /^[A-Za-z0-9]{20}$/);
  assert.equal(contact.firstName, 'Mara');
  assert.equal(contact.lastName, 'Okafor');
  assert.equal(contact.emailLowerCase, 'mara@example.org');
  assert.equal(contact.phone, '+14155550199');
  assert.deepEqual(contact.tags, ['lead', 'web']);
  assert.equal(contact.type, 'lead');
  assert.equal(contact.deleted, false);

  // The SDK turns answers into errors of its own; what it read is in them.
  await assert.rejects(contacts.createContact({ locationId, email: 'mara@EXAMPLE.org' }), (error) => {
    assert.equal(error.statusCode, 400);
    assert.equal(error.code, 'VALIDATION');
    assert.equal(error.message, 'This location does not allow duplicated contacts.');
    assert.equal(error.response.meta.contactId, contactId);
    assert.equal(error.response.meta.matchingField, 'email');
    return true;
  });
  await assert.rejects(contacts.updateContact({ contactId }, { locationId, city: 'Reno' }), (error) => {
    assert.equal(error.statusCode, 422);
    assert.equal(error.message, 'property locationId should not exist');
    return true;
  });

  const updated = await contacts.updateContact({ contactId }, { city: 'Reno', customFields: [] });
  assert.equal(updated.succeded, true);
  assert.equal(updated.contact.city, 'Reno');
  assert.deepEqual(updated.contact.tags, ['lead', 'web']);

  const added = await contacts.addTags({ contactId }, { tags: ['VIP', 'web'] });
  assert.deepEqual(added.tags, ['lead', 'web', 'vip']);
  assert.deepEqual(added.tagsAdded, ['vip']);

  const read = await contacts.getContact({ contactId });
  assert.equal(read.contact.city, 'Reno');
  assert.deepEqual(read.contact.tags, ['lead', 'web', 'vip']);
  assert.deepEqual(read.contact.customFields, [{ id: '5lOvfQXTPUpZnp3mZtTP', value: 12 }]);
  assert.ok(!('website' in read.contact), 'a read leaves out what is not set');

  await tasks(contacts, contactId);
  await lists(contacts, locationId, contactId);

  const { notes } = await contacts.getAllNotes({ contactId: INES });
  assert.equal(notes.length, 2);
  const { note } = await contacts.getNote({ contactId: INES, id: notes[0].id });
  assert.deepEqual(note, notes[0]);
  const { events } = await contacts.getAppointmentsForContact({ contactId: INES });
  assert.equal(events[0].contactId, INES);

  const deleted = await contacts.deleteContact({ contactId });
  assert.equal(deleted.succeded, true);
  await assert.rejects(contacts.getContact({ contactId }), (error) => {
    assert.equal(error.statusCode, 400);
    assert.equal(error.message, `Contact with id ${contactId} not found`);
    return true;
  });
}

async function tasks(contacts, contactId) {
  const dueDate = '2026-12-01T10:00:00+01:00';
  const created = await contacts.createTask({ contactId }, { title: 'Call', dueDate, completed: false });
  const taskId = created.task.id;
  assert.equal(created.task.dueDate, '2026-12-01T09:00:00.000Z');

  const renamed = await contacts.updateTask({ contactId, taskId }, { title: 'Call back' });
  assert.equal(renamed.task.title, 'Call back');
  assert.equal(renamed.task.completed, false);
  const done = await contacts.updateTaskCompleted({ contactId, taskId }, { completed: true });
  assert.equal(done.task.completed, true);

  const { task } = await contacts.getTask({ contactId, taskId });
  assert.deepEqual(task, done.task);
  const all = await contacts.getAllTasks({ contactId });
  assert.deepEqual(all.tasks, [task]);

  assert.equal((await contacts.deleteTask({ contactId, taskId })).succeded, true);
  assert.deepEqual((await contacts.getAllTasks({ contactId })).tasks, []);
}

/** Pages through all contacts by the cursor, and through those of a business by offsets. */
async function lists(contacts, locationId, newest) {
  const ids = [];
  let cursor = {};
  for (;;) {
    const page = await contacts.getContacts({ locationId, limit: 3, ...cursor });
    ids.push(...page.contacts.map((it) => it.id));
    const { startAfter, startAfterId, total } = page.meta;
    assert.equal(page.count, total);
    if (startAfterId === undefined) {
      assert.equal(new Set(ids).size, total, 'each contact comes once');
      break;
    }
    cursor = { startAfter, startAfterId };
  }
  assert.equal(ids[0], newest, 'the newest comes first');

  const found = await contacts.getContacts({ locationId, query: 'okafor' });
  assert.deepEqual(found.contacts.map((it) => it.id), [newest]);
  assert.equal(found.contacts[0].firstName, 'mara');
  assert.equal(found.contacts[0].firstNameRaw, 'Mara');
  assert.equal(found.contacts[0].website, null, 'a list says that nothing is set');

  const of = (skip) =>
    contacts.getContactsByBusinessId({ businessId: FJORDLIGHT, locationId, limit: '2', skip });
  const [first, second] = [await of('0'), await of('2')];
  assert.equal(first.count, 3);
  assert.equal(first.contacts.length, 2);
  assert.equal(second.contacts.length, 1);
}
