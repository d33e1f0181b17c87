import { isUsername } from '@duet/sdk';
import type { RoomId, UserId } from '@duet/sdk';
import { expect, expectTypeOf, it } from 'vitest';
import { startTestDuet } from '../src/index.ts';
import type { TestPerson } from '../src/index.ts';
import { eventually } from './eventually.ts';
import { hear, meet } from './meet.ts';

it('[KIT1] people are live and a room is there by one call: what is sent at once is heard', async () => {
  await using here = await meet();
  const { ana, minji, room } = here;
  expect(ana.chat.connection.get()).toEqual({ status: 'live' });
  const heard = hear(minji);
  await ana.chat.outbox.send(room.id, '안녕하세요');
  await eventually(() => heard.length > 0);
  expect(heard).toEqual(['안녕하세요']);
  expect(room.peer).toMatchObject({ id: minji.user.id, displayName: '민지' });
  expectTypeOf(room.id).toEqualTypeOf<RoomId>();
  expectTypeOf(ana.user.id).toEqualTypeOf<UserId>();
});

it('[KIT1] each name is a person of its own, whatever it is made of', async () => {
  await using duet = await startTestDuet();
  const people = await duet.people('Ana', 'Ana', '김 철수', '👩‍🎨', 'x'.repeat(60), 'می\u200cخواهم');
  expectTypeOf<(typeof people)['length']>().toEqualTypeOf<6>();
  expectTypeOf(people[5]).toEqualTypeOf<TestPerson>();
  expect(people.map(({ user }) => user.displayName)).toEqual([
    ...['Ana', 'Ana', '김 철수', '👩‍🎨'],
    ...['x'.repeat(60), 'می\u200cخواهم'],
  ]);
  expect(new Set(people.map(({ username }) => username)).size).toBe(6);
  expect(people.every(({ username }) => isUsername(username))).toBe(true);
  await expect(duet.people('')).rejects.toMatchObject({ data: { reason: 'invalid' } });
});

it('[KIT1] whoever closes their client is away a moment later, and those in the room hear so', async () => {
  await using here = await meet();
  const { ana, minji, room } = here;
  const events = ana.chat.events();
  await minji.chat.outbox.send(room.id, 'bye');
  for await (const event of events) {
    if (event.type === 'message') await minji.client.close();
    if (event.type !== 'presence' || event.active) continue;
    expect(event.userId).toBe(minji.user.id);
    break;
  }
});

it('[KIT6] two Duets in one process touch each other in nothing', async () => {
  await using one = await meet();
  await using two = await meet();
  const heard = hear(two.minji);
  one.duet.clock.advance(365 * 24 * 60 * 60 * 1000);
  using _ = one.duet.cutSocket(one.ana);
  await eventually(() => one.minji.client.session.get().status === 'signed-out');
  await two.ana.chat.outbox.send(two.room.id, 'here');
  await eventually(() => heard.length > 0);
  const { users } = await two.ana.chat.trpc.user.search.query({ query: 'ana' });
  expect(users).toEqual([]);
  await one.duet.close();
  await two.ana.chat.outbox.send(two.room.id, 'still here');
  await eventually(() => heard.length > 1);
  expect(heard).toEqual(['here', 'still here']);
});
