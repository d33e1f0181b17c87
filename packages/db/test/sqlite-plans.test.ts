import { CompiledQuery } from 'kysely';
import type { Kysely } from 'kysely';
import { expect, it } from 'vitest';
import {
  isBlockedPair,
  messagesBefore,
  messagesByKeys,
  messagesFrom,
  newestMessages,
  newestSeq,
  peersOf,
  placeRooms,
  recentPeers,
  roomsPage,
  roomStates,
  searchUsers,
  unreadCounts,
  usersByExternalIds,
} from '../src/index.ts';
import type { Schema } from '../src/index.ts';
import { inMemory } from './open-test-database.ts';
import { newMessageId, newRoomId, newUserId } from './somebody.ts';

/** How SQLite goes about the queries of `work`. */
const planOf = async (db: Kysely<Schema>, work: (db: Kysely<Schema>) => Promise<unknown>): Promise<string[]> => {
  const queries: CompiledQuery[] = [];
  const listening = db.withPlugin({
    transformQuery: ({ node, queryId }) => {
      queries.push(db.getExecutor().compileQuery(node, queryId));
      return node;
    },
    transformResult: ({ result }) => Promise.resolve(result),
  });
  await work(listening);
  const steps: string[] = [];
  for (const { sql, parameters } of queries) {
    const explain = CompiledQuery.raw(`explain query plan ${sql}`, [...parameters]);
    const { rows } = await db.executeQuery<{ detail: string }>(explain);
    steps.push(...rows.map((row) => row.detail));
  }
  return steps;
};

const [me, peer, roomId, id] = [newUserId(), newUserId(), newRoomId(), newMessageId()];

it.each<[string, (db: Kysely<Schema>) => Promise<unknown>]>([
  ['searchUsers', (db) => searchUsers(db, { term: 'mi', me, limit: 5 })],
  ['usersByExternalIds', (db) => usersByExternalIds(db, ['one', 'other'])],
  ['recentPeers', (db) => recentPeers(db, { me, limit: 5 })],
  ['roomsPage', (db) => roomsPage(db, { me, before: { lastSeq: 5, roomId }, limit: 5 })],
  ['peersOf', (db) => peersOf(db, me, 5)],
  ['roomStates', (db) => roomStates(db, [roomId, newRoomId()])],
  ['placeRooms', (db) => placeRooms(db, [roomId, newRoomId()])],
  ['isBlockedPair', (db) => isBlockedPair(db, me, peer)],
  ['messagesBefore', (db) => messagesBefore(db, roomId, 5, 5)],
  ['messagesFrom', (db) => messagesFrom(db, roomId, 5, 5)],
  ['newestMessages', (db) => newestMessages(db, [roomId, newRoomId()])],
  ['newestSeq', (db) => newestSeq(db, roomId)],
  ['unreadCounts', (db) => unreadCounts(db, { reader: me, rooms: [{ roomId, readSeq: 5, before: 9 }], cap: 100 })],
])('%s goes by its indexes, and sorts nothing', async (_, work) => {
  await using database = await inMemory();
  const plan = await planOf(database.db, work);
  expect(plan).not.toEqual([]);
  expect(plan.filter((one) => /^SCAN (?!behind)|TEMP B-TREE/.test(one))).toEqual([]);
});

it('messagesByKeys goes by the ids, and never through a room', async () => {
  await using database = await inMemory();
  const keys = [
    { roomId, senderId: me, id },
    { roomId, senderId: peer, id: newMessageId() },
  ];
  for (const some of [keys.slice(0, 1), keys]) {
    const plan = await planOf(database.db, (db) => messagesByKeys(db, some));
    expect(plan).toEqual([expect.stringMatching(/^SEARCH messages USING INDEX \S+ \(id=\?\)$/)]);
  }
});
