import type { Reason } from '@duet/protocol';
import { describe, expect, it } from 'vitest';
import { newKey } from './hosted.ts';
import { newMessageId, password, signUp, signUpPair } from './people.ts';
import { rawCall, statusOf } from './raw-http.ts';
import { openRawSocketAs } from './raw-socket.ts';
import type { RawSocket } from './raw-socket.ts';
import { startDuet, temporaryDatabase } from './start-duet.ts';

describe('limits', () => {
  const nobody = '11111111-1111-4111-8111-111111111111';

  it.each<[string, string, Record<string, string>, Reason]>([
    ['session.signIn', 'mutation', { username: 'mina', password: 'wrong password' }, 'wrong_credentials'],
    ['session.signUp', 'mutation', { username: 'mina', password }, 'taken'],
    ['room.create', 'mutation', { userId: nobody }, 'not_found'],
    ['user.block', 'mutation', { userId: nobody }, 'not_found'],
    ['user.unblock', 'mutation', { userId: nobody }, 'not_found'],
  ])('[SRV40] %s is refused past its limit, with a time to come back', async (path, type, input, before) => {
    await using duet = await startDuet({ rateLimits: true });
    const { token } = await signUp(duet.url, 'mina');
    const headers = { authorization: `Bearer ${token}` };
    let answer = await rawCall(duet.url, type, path, input, headers);
    expect(answer.reason).toBe(before);
    while (answer.reason === before) answer = await rawCall(duet.url, type, path, input, headers);
    expect(answer).toMatchObject({ status: 429, reason: 'rate_limited' });
    expect(JSON.parse(answer.text).error.data.retryAfterMs).toBeGreaterThan(0);
  });

  it('[SRV121] API keys that are none are limited, and one that is valid is not', async () => {
    await using file = await temporaryDatabase();
    const key = await newKey(file.url);
    await using duet = await startDuet({ databaseUrl: file.url, rateLimits: true });
    const countsWith = (bearer: string) =>
      rawCall(duet.url, 'query', 'admin.counts', undefined, { authorization: `Bearer ${bearer}` });
    let answer = await countsWith('none');
    expect(answer.reason).toBe('signed_out');
    while (answer.reason === 'signed_out') answer = await countsWith(key.replace(/.{4}$/, 'none'));
    expect(answer).toMatchObject({ status: 429, reason: 'rate_limited' });
    expect((await countsWith(key)).status).toBe(200);
  });

  it('[SRV40] a search is refused past its limit', async () => {
    await using duet = await startDuet({ rateLimits: true });
    const { token } = await signUp(duet.url, 'mina');
    using socket = await openRawSocketAs(duet.socketUrl, token);
    let answer = await socket.call('query', 'user.search', { query: 'x' });
    while (answer.result) answer = await socket.call('query', 'user.search', { query: 'x' });
    expect(answer.error?.data).toMatchObject({ reason: 'rate_limited', retryAfterMs: expect.any(Number) });
  });

  it('[SRV40] pages are refused past their limit, which counts what stands on them', async () => {
    await using file = await temporaryDatabase();
    const { token, roomId, peer } = await (async () => {
      await using duet = await startDuet({ databaseUrl: file.url });
      const { mina, joon, room } = await signUpPair(duet.url);
      const send = (text: string) => mina.trpc.message.send.mutate({ roomId: room.id, id: newMessageId(), text });
      for (let n = 0; n < 200; n++) await send(`message ${n}`);
      return { token: mina.token, roomId: room.id, peer: joon.token };
    })();
    await using duet = await startDuet({ databaseUrl: file.url, rateLimits: true });
    const ask = async (socket: RawSocket, limit: number, before?: number) =>
      socket.call('query', 'message.history', { roomId, limit, before });
    using socket = await openRawSocketAs(duet.socketUrl, token);
    // Of a page that may hold 200 and holds none, little is counted.
    for (let n = 0; n < 150; n++) expect(await ask(socket, 200, 1)).toHaveProperty('result');
    expect(await socket.call('query', 'room.list', { limit: 200 })).toHaveProperty('result');
    let pages = 0;
    let answer = await ask(socket, 200);
    for (; answer.result; pages++) answer = await ask(socket, 200);
    expect(answer.error?.data).toMatchObject({ reason: 'rate_limited', retryAfterMs: expect.any(Number) });
    expect(pages).toBe(99);
    expect((await socket.call('query', 'room.list', { limit: 200 })).error?.data).toMatchObject({
      reason: 'rate_limited',
    });
    using others = await openRawSocketAs(duet.socketUrl, peer);
    expect(await ask(others, 200)).toHaveProperty('result');
  });

  it('[SRV40] guessing one name leaves the others alone, and being right forgets the guesses', async () => {
    await using duet = await startDuet({ rateLimits: true });
    await signUp(duet.url, 'mina');
    await signUp(duet.url, 'joon');
    const signIn = async (username: string, guess: string) =>
      (await rawCall(duet.url, 'mutation', 'session.signIn', { username, password: guess })).reason;
    for (let round = 0; round < 3; round++) {
      for (let guess = 0; guess < 6; guess++) expect(await signIn('joon', 'wrong password')).toBe('wrong_credentials');
      expect(await signIn('JOON', password)).toBeUndefined();
    }
    while ((await signIn('mina', 'wrong password')) !== 'rate_limited');
    expect(await signIn('mina', password)).toBe('rate_limited');
    expect(await signIn('joon', password)).toBeUndefined();
  });

  it('[SRV40] requests and handshakes of one address are refused past their limits', async () => {
    await using duet = await startDuet({ rateLimits: true });
    const me = () => fetch(`${duet.url}/trpc/session.me`);
    let response = await me();
    while (response.status === 200) response = await me();
    expect(response.status).toBe(429);
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);

    const statuses = new Set<number>();
    const upgrade = { connection: 'upgrade', upgrade: 'websocket' };
    while (!statuses.has(429)) statuses.add(await statusOf(`${duet.url}/trpc`, upgrade));
    expect([...statuses]).toEqual([400, 429]);
  });

  it('[SRV41] sockets of one user beyond the most are closed, the others stay', async () => {
    await using duet = await startDuet({ rateLimits: true });
    const { token } = await signUp(duet.url, 'mina');
    const sockets = await Promise.all(Array.from({ length: 101 }, () => openRawSocketAs(duet.socketUrl, token)));
    const closed = await Promise.race(sockets.map(async (socket) => ({ code: await socket.closed, socket })));
    expect(closed.code).toBe(4008);
    const rest = sockets.filter((socket) => socket !== closed.socket);
    const answers = await Promise.all(rest.map((socket) => socket.call('query', 'session.me')));
    expect(answers.filter(({ result }) => result)).toHaveLength(100);
    rest.forEach((socket) => socket.socket.terminate());
  });

  it('[SRV44] a socket that says too much is read more slowly, and nothing of it is lost', async () => {
    await using duet = await startDuet({ rateLimits: true });
    const { token } = await signUp(duet.url, 'mina');
    using socket = await openRawSocketAs(duet.socketUrl, token);
    const began = performance.now();
    for (let round = 0; round < 14; round++) {
      const answers = await Promise.all(Array.from({ length: 50 }, () => socket.call('query', 'session.me')));
      expect(answers.every(({ result }) => result)).toBe(true);
    }
    // 700 frames at 300 a second: from below this cannot be too strict.
    expect(performance.now() - began).toBeGreaterThan(1_000);
  });
});
