import { expect, it } from 'vitest';
import { hostDevice } from '../../src/harness/device.ts';
import { eventually } from '../../src/harness/eventually.ts';
import { startHostApp } from '../../src/harness/host-app.ts';

it('[LIVE46] over one short-lived token after the other everything is told once, in order and without a reset', async () => {
  await using app = await startHostApp();
  let asked = 0;
  // The first one is for the sign-in, which takes what it takes on a busy machine.
  await using mina = await hostDevice(app.duetUrl, () => app.tokenFor('mina', (asked += 1) === 1 ? 60 : 1.5));
  await using joon = await hostDevice(app.duetUrl, () => app.tokenFor('joon', 60));
  await eventually(() => mina.told.some((event) => event.type === 'reset'));
  const room = await joon.chat.trpc.room.create.mutate({ userId: mina.chat.me.id });

  const said: string[] = [];
  const heard = () => mina.told.flatMap((event) => (event.type === 'message' ? [event.message.text] : []));
  while (asked < 7) {
    const text = `message ${said.length}`;
    said.push(text);
    await joon.chat.outbox.send(room.id, text);
    await eventually(() => heard().at(-1) === text);
    // Mina speaks as well, whichever of her sockets is the one.
    if (said.length % 10 === 0) await mina.chat.outbox.send(room.id, `answer ${said.length}`);
    if (said.length % 10 === 0) await eventually(() => heard().at(-1) === `answer ${said.length}`);
  }
  await eventually(() => mina.chat.outbox.drafts.get().every(({ state }) => state.status === 'accepted'));

  expect(heard().filter((text) => text.startsWith('message'))).toEqual(said);
  expect(new Set(heard()).size).toBe(heard().length);
  const resets = mina.told.flatMap((event) => (event.type === 'reset' ? [event.reason] : []));
  // The first one is said again as long as what it asked for is not loaded.
  expect(new Set(resets)).toEqual(new Set(['start']));
  expect(mina.client.session.get().status).toBe('signed-in');
});
