import { limits } from '@duet/protocol';
import { expect, it } from 'vitest';
import { follow, httpClient, newMessageId, signUp, signUpPair, socketClient } from './people.ts';
import type { Backing } from './start-duet.ts';

export const messagesSuite = ({ start, newPlace }: Backing): void => {
  it.each([
    ['one code point', 'x'],
    ['4,000 code points beyond the basic plane', '😀'.repeat(limits.text.max)],
    ['Hangul, composed and decomposed', '한글 ' + '한글'.normalize('NFD')],
    ['right to left, with marks of direction', 'שלום \u200f عربى \u202b x \u202c'],
    ['joined emoji and combining marks', '👩‍👩‍👧‍👦 é a\u0301\u0327 ✋🏽'],
    ['newlines, tabs and markup', 'a\n\tb <script>alert("x")</script> & \\ \u2028 x'],
  ])('[SRV15] %s comes back byte for byte', async (_, text) => {
    await using duet = await start();
    const { mina, joon, room } = await signUpPair(duet.url);
    await using socket = socketClient(duet.socketUrl, joon.token);
    using live = follow(socket.trpc);
    await live.until((event) => event.type === 'reset');
    const id = newMessageId();
    expect(await mina.trpc.message.send.mutate({ roomId: room.id, id, text })).toMatchObject({ ok: true });
    expect(await live.until((event) => event.type === 'message')).toMatchObject({ message: { id, text } });
    const { messages } = await joon.trpc.message.history.query({ roomId: room.id });
    expect(messages.map((message) => message.text)).toEqual([text]);
  });

  it('[SRV15] text is trimmed, and refused when nothing is left or too much is there', async () => {
    await using duet = await start();
    const { mina, room } = await signUpPair(duet.url);
    const send = (text: string) => mina.trpc.message.send.mutate({ roomId: room.id, id: newMessageId(), text });
    await send('  hello \n');
    const { messages } = await mina.trpc.message.history.query({ roomId: room.id });
    expect(messages[0]?.text).toBe('hello');
    await expect(send(' \n\t ')).rejects.toMatchObject({ data: { reason: 'invalid', issues: [{ path: 'text' }] } });
    expect(await send('😀'.repeat(limits.text.max + 1))).toEqual({ ok: false, reason: 'too_long' });
  });

  it('[SRV16] twenty sends of one id at once are one message, and all get its answer', async () => {
    await using duet = await start();
    const { mina, room } = await signUpPair(duet.url);
    await using socket = socketClient(duet.socketUrl, mina.token);
    const id = newMessageId();
    const sends = Array.from({ length: 20 }, (_, index) =>
      (index % 2 ? socket.trpc : mina.trpc).message.send.mutate({ roomId: room.id, id, text: `try ${index}` }),
    );
    const answers = await Promise.all(sends);
    const { messages } = await mina.trpc.message.history.query({ roomId: room.id });
    expect(messages).toHaveLength(1);
    const { seq, sentAt } = messages[0] ?? {};
    for (const answer of answers) expect(answer).toMatchObject({ ok: true, seq, sentAt });
    expect(answers.filter((answer) => answer.ok && !answer.replayed)).toHaveLength(1);
  });

  it('[SRV16] a repeated id gets its first answer after a restart too, whatever the text says now', async () => {
    await using place = await newPlace();
    const id = newMessageId();
    const scene = async () => {
      await using duet = await start(place.options);
      const { mina, room } = await signUpPair(duet.url);
      return {
        token: mina.token,
        roomId: room.id,
        first: await mina.trpc.message.send.mutate({ roomId: room.id, id, text: 'once' }),
      };
    };
    const { token, roomId, first } = await scene();
    await using duet = await start(place.options);
    const trpc = httpClient(duet.url, { authorization: `Bearer ${token}` });
    expect(await trpc.message.send.mutate({ roomId, id, text: 'twice' })).toEqual({ ...first, replayed: true });
    const { messages } = await trpc.message.history.query({ roomId });
    expect(messages.map((message) => message.text)).toEqual(['once']);
  });

  it('[SRV17] a known id gets its first answer before any refusal', async () => {
    await using duet = await start({ rateLimits: true });
    const { mina, joon, room } = await signUpPair(duet.url);
    await using socket = socketClient(duet.socketUrl, mina.token);
    const id = newMessageId();
    const send = (text: string, as = id) => socket.trpc.message.send.mutate({ roomId: room.id, id: as, text });
    const first = await send('once');
    expect(await send('x'.repeat(limits.text.max + 1))).toEqual({ ...first, replayed: true });
    await joon.trpc.user.block.mutate({ userId: mina.user.id });
    expect(await send('blocked meanwhile')).toEqual({ ...first, replayed: true });
    expect(await send('new', newMessageId())).toEqual({ ok: false, reason: 'blocked' });
    await joon.trpc.user.unblock.mutate({ userId: mina.user.id });

    let refused = await send('more', newMessageId());
    while (refused.ok) refused = await send('more', newMessageId());
    expect(refused).toMatchObject({ reason: 'rate_limited', retryAfterMs: expect.any(Number) });
    expect(await send('limited meanwhile')).toEqual({ ...first, replayed: true });
  });

  it('[SRV18] a block stops what either sends, and hides each from the other; unblock brings all back', async () => {
    await using duet = await start({ timings: { typing: 0, receipts: 0 } });
    const { mina, joon, room } = await signUpPair(duet.url);
    await using minaSocket = socketClient(duet.socketUrl, mina.token);
    await using joonSocket = socketClient(duet.socketUrl, joon.token);
    using minaLive = follow(minaSocket.trpc);
    using joonLive = follow(joonSocket.trpc);
    await minaLive.until((event) => event.type === 'reset');
    await joonLive.until((event) => event.type === 'reset');
    const roomId = room.id;
    const send = (who: typeof mina) => who.trpc.message.send.mutate({ roomId, id: newMessageId(), text: 'hello' });
    await send(mina);
    await joonLive.until((event) => event.type === 'message');

    await joon.trpc.user.block.mutate({ userId: mina.user.id });
    const hidden = { active: false, lastActiveAt: null };
    await minaLive.until((event) => event.type === 'room' && event.room.status === 'blocked');
    await joonLive.until((event) => event.type === 'room' && event.room.status === 'blocked');
    for (const [me, other] of [
      [mina, joon],
      [joon, mina],
    ] as const) {
      expect(await send(me)).toEqual({ ok: false, reason: 'blocked' });
      expect((await me.trpc.user.search.query({ query: other.user.username })).users).toEqual([]);
      expect((await me.trpc.user.search.query({ query: '' })).users).toEqual([]);
      expect(await me.trpc.room.get.query({ roomId })).toMatchObject({ status: 'blocked', peer: hidden });
      expect((await me.trpc.room.list.query({})).rooms).toMatchObject([{ status: 'blocked', peer: hidden }]);
      await me.trpc.room.typing.mutate({ roomId });
    }
    // A receipt would say that someone is here: the reader's own devices hear of it, the other one does not.
    const [seq = 0] = (await joon.trpc.message.history.query({ roomId })).messages.map((message) => message.seq);
    await joon.trpc.room.markRead.mutate({ roomId, seq });
    await joonLive.until((event) => event.type === 'read');
    const receiptOf = async (who: typeof mina) =>
      (await who.trpc.room.get.query({ roomId })).readSeqs.find(({ userId }) => userId === joon.user.id)?.seq;
    expect([await receiptOf(joon), await receiptOf(mina)]).toEqual([seq, 0]);
    expect((await joon.trpc.user.blocked.query()).users).toMatchObject([{ username: 'mina', ...hidden }]);
    expect((await mina.trpc.user.blocked.query()).users).toEqual([]);

    await mina.trpc.user.unblock.mutate({ userId: joon.user.id });
    expect(await send(mina)).toEqual({ ok: false, reason: 'blocked' });
    await joon.trpc.user.unblock.mutate({ userId: mina.user.id });
    await minaLive.until((event) => event.type === 'room' && event.room.status === 'open' && event.room.peer.active);
    expect(minaLive.events.filter((event) => event.type === 'read')).toEqual([]);
    expect(await receiptOf(mina)).toBe(seq);
    expect(await send(mina)).toMatchObject({ ok: true });
    expect((await mina.trpc.user.search.query({ query: 'joon' })).users).toMatchObject([
      { username: 'joon', active: true },
    ]);
    await mina.trpc.room.typing.mutate({ roomId });
    await joonLive.until((event) => event.type === 'typing');
    expect([...minaLive.events, ...joonLive.events].filter((event) => event.type === 'typing')).toHaveLength(1);
  });

  it('[SRV18] oneself cannot be blocked or talked to, and who does not exist is not found', async () => {
    await using duet = await start();
    const { user, trpc } = await signUp(duet.url, 'mina');
    const nobody = { userId: '11111111-1111-4111-8111-111111111111' as typeof user.id };
    for (const call of [trpc.user.block, trpc.user.unblock, trpc.room.create]) {
      await expect(call.mutate({ userId: user.id })).rejects.toMatchObject({ data: { reason: 'invalid' } });
      await expect(call.mutate(nobody)).rejects.toMatchObject({ data: { reason: 'not_found' } });
    }
  });
};
