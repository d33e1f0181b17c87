import { createDuetClient, isMessageId } from '@duet/sdk';
import type { MessageId } from '@duet/sdk';
import { v7 } from 'uuid';
import { expect, it } from 'vitest';
import { eventually } from './eventually.ts';
import { hear, meet } from './meet.ts';

const newMessageId = (): MessageId => {
  const id = v7();
  return isMessageId(id) ? id : newMessageId();
};

it('[KIT2] what is sent while the line is cut arrives once when it is mended, and nobody else notices', async () => {
  await using here = await meet();
  const { duet, ana, minji, room } = here;
  const [toMinji, toAna] = [hear(minji), hear(ana)];
  const shown: string[] = [];
  minji.chat.connection.subscribe(() => shown.push(minji.chat.connection.get().status));

  const line = duet.cutSocket(ana);
  await eventually(() => ana.chat.connection.get().status === 'waiting');
  await ana.chat.outbox.send(room.id, 'while it is cut');
  await minji.chat.outbox.send(room.id, 'are you there?');
  await eventually(() => toMinji.includes('are you there?'));
  await expect(ana.chat.trpc.room.list.query({})).rejects.toThrow();
  expect(ana.chat.connection.get().status).not.toBe('live');
  expect(ana.chat.outbox.drafts.get()).toMatchObject([{ text: 'while it is cut', state: { status: 'new' } }]);
  expect(toAna).toEqual([]);

  line.mend();
  await eventually(() => toMinji.includes('while it is cut') && toAna.includes('while it is cut'));
  await ana.chat.outbox.send(room.id, 'and after it');
  await eventually(() => toMinji.includes('and after it'));
  expect(toMinji).toEqual(['are you there?', 'while it is cut', 'and after it']);
  expect(shown).toEqual([]);
});

it('[KIT3] a dropped answer: one message, and whoever asks again with its id hears that it was there', async () => {
  await using here = await meet();
  const { duet, ana, minji, room } = here;
  const toMinji = hear(minji);
  const { dropped } = duet.dropAnswer(ana);
  const input = { roomId: room.id, id: newMessageId(), text: 'was it sent?' };
  await expect(ana.chat.trpc.message.send.mutate(input)).rejects.toThrow();
  await dropped;
  await eventually(() => ana.chat.connection.get().status === 'live');
  expect(await ana.chat.trpc.message.send.mutate(input)).toMatchObject({ ok: true, replayed: true });

  const second = duet.dropAnswer(ana);
  await ana.chat.outbox.send(room.id, 'from the outbox');
  await second.dropped;
  await eventually(() => ana.chat.outbox.drafts.get().every(({ state }) => state.status === 'accepted'));
  await ana.chat.outbox.send(room.id, 'the last');
  await eventually(() => toMinji.includes('the last'));
  expect(toMinji).toEqual(['was it sent?', 'from the outbox', 'the last']);
});

it('[KIT3] an answer that was not dropped yet is not, once that is mended', async () => {
  await using here = await meet();
  const { duet, ana, room } = here;
  {
    using _ = duet.dropAnswer(ana);
  }
  const input = { roomId: room.id, id: newMessageId(), text: 'hello' };
  expect(await ana.chat.trpc.message.send.mutate(input)).toMatchObject({ ok: true, replayed: false });
});

it('[KIT4] on a slow line drafts show until their answer came, and everything arrives in its order', async () => {
  await using here = await meet();
  const { duet, ana, minji, room } = here;
  const toMinji = hear(minji);
  expect(() => duet.delay(-1)).toThrow(RangeError);
  const slow = duet.delay(250);
  const began = performance.now();
  await ana.chat.outbox.send(room.id, 'one');
  await ana.chat.outbox.send(room.id, 'two');
  expect(ana.chat.outbox.drafts.get().map(({ text, state }) => [text, state.status])).toEqual([
    ['one', 'new'],
    ['two', 'new'],
  ]);
  await eventually(() => toMinji.length === 2);
  // There and back for each of the two, and once more to Minji. A timer may be a millisecond early.
  expect(performance.now() - began).toBeGreaterThan(990);
  slow.mend();
  await ana.chat.outbox.send(room.id, 'three');
  await eventually(() => toMinji.length === 3);
  expect(toMinji).toEqual(['one', 'two', 'three']);
});

it('[KIT8] the line is bad for clients of the app itself as well, by socket and by HTTP', async () => {
  await using here = await meet();
  const { duet, ana, minji, room } = here;
  const toMinji = hear(minji);
  const theirs = createDuetClient({ url: duet.url, random: () => 0.01 });
  const chat = await theirs.signIn(ana);
  // Not only a socket: without a place in the feed the next one would begin with a reset, and send again what is accepted.
  await new Promise<void>((resolve) => void chat.onEvents(() => resolve()));
  const someone = { user: chat.me };

  const line = duet.cutSocket(someone);
  await eventually(() => chat.connection.get().status !== 'live');
  await expect(theirs.trpc.session.me.query()).rejects.toThrow();
  await chat.outbox.send(room.id, 'over their own client');
  line.mend();
  await eventually(() => toMinji.length === 1);
  await eventually(() => chat.outbox.drafts.get().every(({ state }) => state.status === 'accepted'));

  // Without a socket, like a program that only posts.
  const { dropped } = duet.dropAnswer(someone);
  const input = { roomId: room.id, id: newMessageId(), text: 'posted' };
  await expect(theirs.trpc.message.send.mutate(input)).rejects.toThrow();
  await dropped;
  expect(await theirs.trpc.message.send.mutate(input)).toMatchObject({ ok: true, replayed: true });
  await eventually(() => toMinji.length === 2);
  expect(toMinji).toEqual(['over their own client', 'posted']);
  await theirs.close();
});

it('[KIT8] a browser with a cookie is on the line too', async () => {
  await using here = await meet();
  const { duet, ana } = here;
  const signIn = await fetch(`${duet.url}/trpc/session.signIn`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: duet.url },
    body: JSON.stringify({ username: ana.username, password: ana.password }),
  });
  const cookie = signIn.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const headers = { cookie, origin: duet.url };
  const open = (said: Record<string, string>) =>
    new Promise<string>((resolve) => {
      const socket = new WebSocket(`${duet.url.replace('http', 'ws')}/trpc`, { headers: said });
      let end = 'refused';
      socket.addEventListener('open', () => {
        end = 'broken';
        duet.cutSocket(ana);
      });
      socket.addEventListener('close', () => resolve(end));
      socket.addEventListener('error', () => resolve(end));
    });
  expect(await open({ ...headers, origin: 'http://elsewhere.example' })).toBe('refused');
  expect(await open(headers)).toBe('broken');
  expect(await open(headers)).toBe('refused');
  await expect(fetch(`${duet.url}/trpc/session.me`, { headers })).rejects.toThrow();
});
