import { expect, it } from 'vitest';
import { eventually } from './eventually.ts';
import { meet } from './meet.ts';

it('[KIT5] when the clock is moved sessions run out, their chats end with `expired`, and what comes later is as late as it says', async () => {
  await using here = await meet({ timings: { sessionLifetime: 60_000 } });
  const { duet, ana, minji, room } = here;
  await ana.chat.outbox.send(room.id, 'before');
  // A call on its way would meet the end before its socket does, and hear `signed_out`.
  await eventually(() => ana.chat.outbox.drafts.get().every(({ state }) => state.status === 'accepted'));
  const before = duet.clock.now();
  duet.clock.advance(60_000);
  for (const { client } of [ana, minji]) {
    await eventually(() => client.session.get().status === 'signed-out');
    expect(client.session.get()).toEqual({ status: 'signed-out', ended: 'expired' });
  }
  const chat = await ana.client.signIn(ana);
  const { messages } = await chat.trpc.message.history.query({ roomId: room.id });
  expect(messages.map(({ text }) => text)).toEqual(['before']);
  const { promise: sent, resolve } = Promise.withResolvers<number>();
  chat.onEvents((events) => {
    for (const event of events) if (event.type === 'message') resolve(event.message.sentAt);
  });
  await chat.outbox.send(room.id, 'a minute later');
  expect(await sent).toBeGreaterThanOrEqual(before + 60_000);
  expect(() => duet.clock.advance(-1)).toThrow(RangeError);
});
