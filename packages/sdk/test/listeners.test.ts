import { expect, it } from 'vitest';
import { eventually } from './eventually.ts';
import { serve } from './server/serve.ts';
import { roomOf, signUp } from './two-people.ts';

/** Takes uncaught exceptions instead of the test runner. */
const catchFaults = () => {
  const faults: unknown[] = [];
  const take = (fault: unknown) => void faults.push(fault);
  const others = process.listeners('uncaughtException');
  process.removeAllListeners('uncaughtException').on('uncaughtException', take);
  return {
    faults,
    [Symbol.dispose]() {
      process.off('uncaughtException', take);
      for (const other of others) process.on('uncaughtException', other);
    },
  };
};

it('[LIVE25] a listener that throws, of events, drafts or states, keeps nothing from anybody', async () => {
  using caught = catchFaults();
  await using server = await serve();
  const options = { url: server.url, random: () => 0 };
  await using mina = await signUp('mina', options);
  await using joon = await signUp('joon', options);
  const room = await roomOf(mina.chat, joon.chat);
  const fail = () => {
    throw new Error('theirs');
  };
  mina.chat.onEvents(fail);
  mina.chat.outbox.drafts.subscribe(fail);
  mina.chat.connection.subscribe(fail);
  mina.client.session.subscribe(fail);
  const texts: string[] = [];
  mina.chat.onEvents((events) => {
    for (const event of events) if (event.type === 'message') texts.push(event.message.text);
  });
  for (const text of ['one', 'two']) {
    expect(await mina.chat.outbox.send(room.id, text)).toMatchObject({ ok: true });
    await eventually(() => texts.includes(text));
    server.closeSockets();
  }
  expect(texts).toEqual(['one', 'two']);
  await eventually(() => caught.faults.length > 0);
  expect(caught.faults).toContainEqual(new Error('theirs'));
});
