import type { FeedEvent } from '@duet/sdk';
import { expect, it } from 'vitest';
import { eventually } from './eventually.ts';
import { serve } from './server/serve.ts';
import { roomOf, signUp } from './two-people.ts';

it('[OUT11] two people talk, and what is told is trimmed', async () => {
  await using server = await serve();
  await using mina = await signUp('mina', { url: server.url });
  await using joon = await signUp('joon', { url: server.url });
  const heard: FeedEvent[] = [];
  joon.chat.onEvents((events) => heard.push(...events));
  await eventually(() => heard.some((event) => event.type === 'reset'));
  await eventually(() => mina.chat.connection.get().status === 'live');
  const room = await roomOf(mina.chat, joon.chat);
  await expect(mina.chat.outbox.send(room.id, ' hello ')).resolves.toMatchObject({ ok: true });
  const told = await eventually(() => heard.find((event) => event.type === 'message'));
  expect(told.message).toMatchObject({ text: 'hello', senderId: mina.chat.me.id });
  await eventually(() => mina.chat.outbox.drafts.get()[0]?.state.status === 'accepted');
});
