import { randomUUID } from 'node:crypto';
import type { Reason } from '@duet/protocol';
import { isReason } from '@duet/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { follow, newMessageId, password, signUp, signUpPair, socketClient } from './people.ts';
import type { Person } from './people.ts';
import { newKey } from './hosted.ts';
import { adminProcedures, procedures } from './procedures.ts';
import { rawCall, statusOf } from './raw-http.ts';
import { openRawSocket, openRawSocketAs, refusedHandshake, transportOf } from './raw-socket.ts';
import { startDuet, temporaryDatabase } from './start-duet.ts';
import type { RunningDuet } from './start-duet.ts';

// The promise is an answer within two seconds: it is this table's time-out.
const withinTwoSeconds = 2_000;

type Ids = { roomId: string; userId: string; othersRoomId: string; othersCursor: string };

/** An input that is right, so that one key at a time can be made wrong. */
const rightInput = (path: string, { roomId, userId }: Ids): Record<string, unknown> => {
  switch (path) {
    case 'session.signUp':
      return { username: `u${randomUUID().slice(0, 8)}`, password, displayName: 'Someone' };
    case 'session.signIn':
      return { username: 'mina', password };
    case 'user.search':
      return { query: 'mi', limit: 10 };
    case 'user.block':
    case 'user.unblock':
    case 'room.create':
      return { userId };
    case 'room.list':
      return { cursor: null, limit: 10 };
    case 'room.markRead':
      return { roomId, seq: 0 };
    case 'message.history':
      return { roomId, before: 1, limit: 10 };
    case 'message.send':
      return { roomId, id: newMessageId(), text: 'hello' };
    case 'admin.user.upsert':
      return { users: [{ externalId: 'mina', username: 'mina.host', displayName: 'Mina', avatarUrl: null }] };
    case 'admin.user.deactivate':
    case 'admin.user.reactivate':
      return { externalIds: ['joon'], userIds: [userId] };
    case 'admin.room.open':
      return { pair: ['mina', 'joon'] };
    case 'admin.message.send':
      return { from: 'exhibition', to: 'mina', id: newMessageId(), text: 'hello' };
    case 'admin.counts':
      return {};
    case 'live.events':
      return { lastEventId: null };
    case 'live.room':
      return { roomId, lastEventId: null };
    default:
      return { roomId };
  }
};

const wrongValues = (ids: Ids): unknown[] => [
  null,
  7,
  -1,
  1.5,
  1e300,
  true,
  '',
  'x',
  [],
  {},
  ['x'],
  'lone \ud800 surrogate',
  'nul \u0000 and bell \u0007',
  'x'.repeat(60 * 1024),
  "'; drop table users; --",
  '../../etc/passwd',
  '__proto__',
  randomUUID(),
  newMessageId(),
  ids.roomId.toUpperCase(),
  ids.userId,
  ids.othersRoomId,
  ids.othersCursor,
  '99999999999999999999.0',
  '1.-1',
];

/** Every bad input of one procedure: wholly wrong ones, then each key missing and each key wrong. */
const badInputs = (path: string, ids: Ids): unknown[] => {
  const right = rightInput(path, ids);
  const keys = Object.keys(right);
  return [
    ...wrongValues(ids),
    ...keys.map((missing) => Object.fromEntries(Object.entries(right).filter(([key]) => key !== missing))),
    ...keys.flatMap((key) => wrongValues(ids).map((wrong) => ({ ...right, [key]: wrong }))),
  ];
};

/** What gives away how the house is built, or what somebody typed. */
const leak = /\bat .+:\d+:\d+|node_modules|\.ts\b|\bselect\b|\binsert\b|sqlite|drop table|\/etc\/passwd|stack/i;

/** A refusal with one of our reasons, that says nothing of us. Some of the wrong values are right for some keys. */
const expectTyped = (text: string, input: unknown): void => {
  const reason: unknown = JSON.parse(text).error?.data?.reason;
  const typed =
    reason === undefined || (isReason(reason) && !(['internal', 'rate_limited'] as Reason[]).includes(reason));
  const shown = JSON.stringify(input)?.slice(0, 120);
  expect({ input: shown, reason, typed, leak: leak.exec(text)?.[0] }).toEqual({ input: shown, reason, typed: true });
};

/** The inputs of which each key is needed: a wrong type anywhere must be refused. */
const wrongTypes = [null, true, [], { toString: 'x' }];

describe('bad input', () => {
  let duet: RunningDuet;
  let mina: Person;
  let ids: Ids;

  beforeAll(async () => {
    duet = await startDuet();
    const pair = await signUpPair(duet.url);
    mina = pair.mina;
    const eve = await signUp(duet.url, 'eve');
    const othersRoom = await eve.trpc.room.create.mutate({ userId: pair.joon.user.id });
    await using eveSocket = socketClient(duet.socketUrl, eve.token);
    using eveLive = follow(eveSocket.trpc);
    await eveLive.until((event) => event.type === 'reset');
    ids = {
      roomId: pair.room.id,
      // Somebody whom a table may block without an effect on the next.
      userId: eve.user.id,
      othersRoomId: othersRoom.id,
      othersCursor: eveLive.cursors[0] ?? '',
    };
  });

  afterAll(() => duet[Symbol.asyncDispose]());

  it.each(procedures)(
    '[SRV1] [SRV2] $path refuses it by its type over a socket, which goes on',
    async ({ path, type }) => {
      // A sign-out takes no input: whatever comes along, it would sign out.
      const signedIn = path !== 'session.signOut';
      using socket = signedIn ? await openRawSocketAs(duet.socketUrl, mina.token) : await openRawSocket(duet.socketUrl);
      for (const input of badInputs(path, ids)) {
        const frame = await socket.call(type, path, input);
        expectTyped(JSON.stringify(frame), input);
        if (frame.result?.type === 'started')
          socket.send(JSON.stringify({ id: frame.id, method: 'subscription.stop' }));
      }
      const me = await socket.call('query', 'session.me');
      expect(me.result?.data).toMatchObject({ user: signedIn ? { username: 'mina' } : null });
    },
    10 * withinTwoSeconds,
  );

  it.each(procedures)(
    '[SRV1] [SRV2] $path refuses it by its type over HTTP',
    async ({ path, type }) => {
      const headers: Record<string, string> =
        path === 'session.signOut' ? {} : { authorization: `Bearer ${mina.token}` };
      for (const input of badInputs(path, ids)) {
        const { status, text, reason } = await rawCall(duet.url, type, path, input, headers);
        expect(status).toBeLessThan(500);
        if (reason !== undefined) expectTyped(text, input);
      }
    },
    10 * withinTwoSeconds,
  );

  it(
    '[SRV1] [SRV2] the host’s procedures refuse it by its type as well',
    async () => {
      await using file = await temporaryDatabase();
      const headers = { authorization: `Bearer ${await newKey(file.url)}` };
      await using hosted = await startDuet({ databaseUrl: file.url });
      for (const { path, type } of adminProcedures) {
        const users = wrongValues(ids).map((wrong) => ({ users: [wrong, { externalId: 'mina', username: wrong }] }));
        for (const input of [...badInputs(path, ids), ...(path === 'admin.user.upsert' ? users : [])]) {
          const { status, text, reason } = await rawCall(hosted.url, type, path, input, headers);
          expect(status).toBeLessThan(500);
          if (reason !== undefined) expectTyped(text, input);
        }
      }
      const wrong = { users: [{ externalId: 'mina', username: 7 }] };
      const { text } = await rawCall(hosted.url, 'mutation', 'admin.user.upsert', wrong, headers);
      expect(JSON.parse(text).error.data).toMatchObject({ reason: 'invalid', issues: [{ path: 'users.0.username' }] });
    },
    10 * withinTwoSeconds,
  );

  it('[SRV1] names the field that is wrong, and never the value', async () => {
    using socket = await openRawSocketAs(duet.socketUrl, mina.token);
    for (const wrong of wrongTypes) {
      const input = { ...rightInput('message.send', ids), text: wrong };
      const { error } = await socket.call('mutation', 'message.send', input);
      expect(error?.data).toMatchObject({ reason: 'invalid', issues: [{ path: 'text' }] });
    }
    const { error } = await socket.call('query', 'user.search', { query: 'secret\u0007' });
    expect(error?.data).toMatchObject({ reason: 'invalid', issues: [{ path: 'query' }] });
    expect(JSON.stringify(error)).not.toContain('secret');
  });

  it('[SRV1] strips keys that nobody asked for', async () => {
    using socket = await openRawSocketAs(duet.socketUrl, mina.token);
    const input = { ...rightInput('message.send', ids), senderId: ids.userId, kind: 'system', seq: 1, sentAt: 1 };
    expect((await socket.call('mutation', 'message.send', input)).result?.data).toMatchObject({ ok: true });
    const history = await socket.call('query', 'message.history', { roomId: ids.roomId, limit: 1 });
    expect(history.result?.data).toMatchObject({ messages: [{ senderId: mina.user.id, kind: 'text' }] });
  });

  it('[SRV1] a cursor that was never given out is refused by the list, and answered with a reset by the feed', async () => {
    using socket = await openRawSocketAs(duet.socketUrl, mina.token);
    for (const cursor of [
      'x',
      '1',
      '1.x',
      `1e3.${ids.roomId}`,
      `-1.${ids.roomId}`,
      `99999999999999999.${ids.roomId}`,
    ]) {
      expect((await socket.call('query', 'room.list', { cursor })).error?.data.reason).toBe('invalid');
    }
    for (const lastEventId of ['x', '', '0.0', ids.othersCursor, '1.-1', 'é.é']) {
      const item = socket.next((frame) => frame.result?.type === 'data');
      const started = await socket.call('subscription', 'live.events', { lastEventId });
      expect((await item).result?.data).toMatchObject({ data: [{ type: 'reset' }] });
      socket.send(JSON.stringify({ id: started.id, method: 'subscription.stop' }));
    }
  });

  it('[SRV1] unknown paths are not found', async () => {
    using socket = await openRawSocketAs(duet.socketUrl, mina.token);
    for (const path of ['', 'nope', 'room', 'room.get.x', 'constructor', '__proto__', 'toString', 'room.__proto__']) {
      for (const method of ['query', 'mutation', 'subscription']) {
        expect((await socket.call(method, path, {})).error?.data).toMatchObject({ reason: 'not_found', path });
      }
    }
    for (const path of ['', 'nope', 'room', '%', '%E0%A4%A', '%2e%2e%2f', 'room.get%00', '__proto__', 'a/b']) {
      const { status, reason } = await rawCall(duet.url, 'query', path, undefined);
      expect({ path, status, reason }).toEqual({ path, status: 404, reason: 'not_found' });
    }
  });

  it('[SRV1] what is no call at all is invalid, and the socket goes on', async () => {
    using socket = await openRawSocketAs(duet.socketUrl, mina.token);
    const frames = [
      'x',
      '',
      '{',
      'null',
      '7',
      '"x"',
      '{}',
      '[null]',
      '{"id":1}',
      '{"id":1,"method":"query"}',
      '{"id":1,"method":"query","params":null}',
      '{"id":1,"method":"query","params":{}}',
      '{"id":1,"method":"query","params":{"path":7}}',
      '{"id":1,"method":"delete","params":{"path":"session.me"}}',
      '{"id":null,"method":"query","params":{"path":"session.me"}}',
      '{"id":{},"method":"query","params":{"path":"session.me"}}',
      '{"id":1,"jsonrpc":"1.0","method":"query","params":{"path":"session.me"}}',
      '{"id":1,"method":"subscription","params":{"path":"live.events","lastEventId":7}}',
    ];
    for (const frame of frames) {
      const answer = socket.next(({ error }) => error !== undefined);
      socket.send(frame);
      expect({ frame, reason: (await answer).error?.data.reason }).toEqual({ frame, reason: 'invalid' });
    }
    socket.socket.send(Buffer.from([1, 2, 3]));
    await socket.next(({ error }) => error?.data.reason === 'invalid');
    expect((await socket.call('query', 'session.me')).result?.data).toMatchObject({ user: { username: 'mina' } });
  });

  it('[SRV4] a frame or batch of 10,000 calls is refused as a whole', async () => {
    using socket = await openRawSocketAs(duet.socketUrl, mina.token);
    const answer = socket.next(({ error }) => error !== undefined);
    socket.send(`[${Array(10_000).fill('{}').join()}]`);
    expect((await answer).error?.data).toMatchObject({
      reason: 'invalid',
      issues: [{ message: expect.stringMatching(/50/) }],
    });
    expect((await socket.call('query', 'session.me')).result).toBeDefined();

    const paths = Array(10_000).fill('session.me').join();
    expect((await fetch(`${duet.url}/trpc/${paths}?batch=1`)).status).toBe(431);
    const some = Array(51).fill('session.me').join();
    const { status, reason } = await rawCall(duet.url, 'query', `${some}?batch=1`, undefined);
    expect({ status, reason }).toEqual({ status: 400, reason: 'invalid' });
  });

  it('[SRV4] ids, paths, open calls and open subscriptions of a socket are bounded', async () => {
    using socket = await openRawSocketAs(duet.socketUrl, mina.token);
    const refused = async (frame: unknown): Promise<string | undefined> => {
      const answer = socket.next(({ error }) => error !== undefined);
      socket.send(JSON.stringify(frame));
      return (await answer).error?.data.reason;
    };
    expect(await refused({ id: 'x'.repeat(65), method: 'query', params: { path: 'session.me' } })).toBe('invalid');
    expect(await refused({ id: 1, method: 'query', params: { path: 'x'.repeat(101) } })).toBe('invalid');

    const subscriptions = await Promise.all(
      Array.from({ length: 51 }, () => socket.call('subscription', 'live.events')),
    );
    expect(subscriptions.map((frame) => frame.error?.data.reason).filter(Boolean)).toEqual(['rate_limited']);
    const id = subscriptions[0]?.id;
    expect(await refused({ id, method: 'query', params: { path: 'session.me' } })).toBe('invalid');

    // Twice in one frame is no way to be counted twice.
    const me = { method: 'query', params: { path: 'session.me' } };
    for (let round = 0; round < 101; round++) {
      const twice = ['d', 'd'].map((twin) => ({ ...me, id: twin }));
      expect(await refused(twice)).toBe('invalid');
    }

    const calls = await Promise.all(Array.from({ length: 150 }, () => socket.call('query', 'room.list', {})));
    const refusals = calls.flatMap(({ error }) => (error ? [error.data] : []));
    expect(calls.length - refusals.length).toBeGreaterThanOrEqual(100);
    expect(refusals.every(({ reason, retryAfterMs }) => reason === 'rate_limited' && retryAfterMs === 1_000)).toBe(
      true,
    );
    expect((await socket.call('query', 'session.me')).result).toBeDefined();
  });

  it('[SRV3] a frame over 64 KiB, or against RFC 6455, closes that socket alone', async () => {
    using witness = await openRawSocketAs(duet.socketUrl, mina.token);
    using large = await openRawSocketAs(duet.socketUrl, mina.token);
    large.send('x'.repeat(64 * 1024 + 1));
    expect(await large.closed).toBe(1009);

    const bytes = [
      // Reserved bits, a reserved opcode, no mask, a ping that is too long, text that is no UTF-8.
      Buffer.from([0xf1, 0x80, 0, 0, 0, 0]),
      Buffer.from([0x83, 0x80, 0, 0, 0, 0]),
      Buffer.from([0x81, 0x01, 0x78]),
      Buffer.from([0x89, 0xfe, 0, 200, 0, 0, 0, 0]),
      Buffer.from([0x81, 0x82, 0, 0, 0, 0, 0xc3, 0x28]),
    ];
    for (const garbage of bytes) {
      using broken = await openRawSocketAs(duet.socketUrl, mina.token);
      await broken.call('query', 'session.me');
      transportOf(broken.socket).write(garbage);
      await broken.closed;
    }
    expect((await witness.call('query', 'session.me')).result?.data).toMatchObject({ user: { username: 'mina' } });
  });

  it('[SRV1] a request with an impossible method or Host is no fault of ours', async () => {
    const me = `${duet.url}/trpc/session.me`;
    expect(await statusOf(me, {}, 'TRACE')).toBe(400);
    for (const host of ['a@b', 'a:b@c', '@', '[', 'a b']) {
      expect({ host, status: await statusOf(me, { host }) }).toEqual({ host, status: 400 });
    }
  });

  it('[SRV3] an HTTP body over 64 KiB is too long', async () => {
    const input = { roomId: ids.roomId, id: newMessageId(), text: 'x'.repeat(70 * 1024) };
    const headers = { authorization: `Bearer ${mina.token}` };
    const { status, reason } = await rawCall(duet.url, 'mutation', 'message.send', input, headers);
    expect({ status, reason }).toEqual({ status: 413, reason: 'too_long' });
  });

  it('[SRV47] a handshake whose Host is none is turned away, and nobody else notices', async () => {
    using witness = await openRawSocketAs(duet.socketUrl, mina.token);
    for (const host of ['[', 'a b', 'x:99999', '%', '#']) {
      expect({ host, status: await refusedHandshake(duet.socketUrl, { host }) }).toEqual({ host, status: 400 });
    }
    expect((await witness.call('query', 'session.me')).result?.data).toMatchObject({ user: { username: 'mina' } });
  });
});
