import { expect, it } from 'vitest';
import { createDraftTable, createMemoryDraftTable } from '../../src/storage/draft-table.ts';
import { draft, me, peer } from '../thread/made.ts';

it.each([
  ['in memory', createMemoryDraftTable],
  // Node has no IndexedDB, as a private window may have none.
  ['where IndexedDB is refused', createDraftTable],
])('%s it keeps drafts under their user', async (_where, create) => {
  const table = create();
  await table.put(me, draft(1));
  await table.put(me, draft(2));
  await table.put(me, { ...draft(1), text: 'again' });
  await table.put(peer, draft(3));
  expect((await table.all(me)).map(({ text }) => text)).toEqual(['again', 'draft 2']);
  await table.remove(me, draft(1).id);
  await table.remove(me, draft(9).id);
  expect(await table.all(me)).toEqual([draft(2)]);
  expect(await table.all(peer)).toEqual([draft(3)]);
});
