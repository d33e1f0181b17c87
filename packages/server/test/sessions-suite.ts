import type { Reason } from '@duet/protocol';
import { TRPCClientError } from '@trpc/client';
import { expect, it } from 'vitest';
import { follow, httpClient, newMessageId, password, signUp, signUpPair, socketClient } from './people.ts';
import { rawCall } from './raw-http.ts';
import { openRawSocket, openRawSocketAs } from './raw-socket.ts';
import type { Backing } from './start-duet.ts';

const reasonOf = async (call: Promise<unknown>): Promise<Reason | 'none'> => {
  try {
    await call;
    return 'none';
  } catch (error) {
    return error instanceof TRPCClientError ? error.data?.reason : 'none';
  }
};

export const sessionsSuite = ({ start }: Backing): void => {
  it('[SRV6] an unknown token means signed out, on every wire, and is no error', async () => {
    await using duet = await start();
    for (const token of ['x', 'A'.repeat(43), 'é', '']) {
      const { status, text } = await rawCall(duet.url, 'query', 'session.me', undefined, {
        authorization: `Bearer ${encodeURIComponent(token)}`,
      });
      expect({ status, text }).toEqual({ status: 200, text: '{"result":{"data":{"user":null}}}' });
      using socket = await openRawSocketAs(duet.socketUrl, token);
      expect((await socket.call('query', 'session.me')).result?.data).toEqual({ user: null });
      expect((await socket.call('query', 'room.list', {})).error?.data.reason).toBe('signed_out');
    }
  });

  it('[SRV7] an unknown name and a wrong password get one answer', async () => {
    await using duet = await start();
    await signUp(duet.url, 'mina');
    const trpc = httpClient(duet.url);
    expect(await reasonOf(trpc.session.signIn.mutate({ username: 'mina', password: 'wrong password' }))).toBe(
      'wrong_credentials',
    );
    expect(await reasonOf(trpc.session.signIn.mutate({ username: 'nobody', password }))).toBe('wrong_credentials');
    expect(await reasonOf(trpc.session.signIn.mutate({ username: '', password: '' }))).toBe('wrong_credentials');
  });

  it('[SRV7] names and passwords are the same in every form of their characters', async () => {
    await using duet = await start();
    const trpc = httpClient(duet.url);
    await trpc.session.signUp.mutate({ username: 'Zoë.한글', password: 'pässwörd 한글'.normalize('NFD') });
    const { user } = await trpc.session.signIn.mutate({
      username: ' ZOË.한글'.normalize('NFD'),
      password: 'pässwörd 한글',
    });
    expect(user.username).toBe('Zoë.한글'.normalize('NFC'));
  });

  it('[SRV8] of many who want one name at once exactly one gets it', async () => {
    await using duet = await start();
    const trpc = httpClient(duet.url);
    const names = ['mina', 'MINA', 'Ｍina', 'mInA', 'mina', 'minA'];
    const outcomes = await Promise.all(
      names.map((username) => reasonOf(trpc.session.signUp.mutate({ username, password }))),
    );
    expect(outcomes.toSorted()).toEqual(['none', ...Array<string>(names.length - 1).fill('taken')]);
  });

  it('[SRV9] the cookie is for this server alone, set by sign-in and taken back by sign-out', async () => {
    await using duet = await start({ trustProxy: ['loopback'] });
    const signUpOver = (headers: Record<string, string>) =>
      rawCall(duet.url, 'mutation', 'session.signUp', { username: `u${newMessageId().slice(-8)}`, password }, headers);
    const plain = await signUpOver({});
    expect(plain.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^duet_session=[\w-]{43}; Path=\/; Max-Age=2592000; HttpOnly; SameSite=Lax$/),
    ]);
    const secure = await signUpOver({ 'x-forwarded-proto': 'https' });
    expect(secure.headers.getSetCookie()[0]).toMatch(/; Secure$/);

    const cookie = plain.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const headers = { cookie: `other=1; ${cookie}; last=2`, origin: duet.url };
    expect((await rawCall(duet.url, 'query', 'session.me', undefined, headers)).text).toContain('"username"');
    using socket = await openRawSocket(duet.socketUrl, headers);
    expect((await socket.call('query', 'session.me')).result?.data).toMatchObject({ user: { id: expect.any(String) } });

    const out = await rawCall(duet.url, 'mutation', 'session.signOut', undefined, headers);
    expect(out.headers.getSetCookie()).toEqual([expect.stringMatching(/^duet_session=; Path=\/; Max-Age=0;/)]);
    expect((await rawCall(duet.url, 'query', 'session.me', undefined, headers)).text).toContain('"user":null');
    expect(await socket.closed).toBe(4001);
  });

  it(
    '[SRV10] a sign-out closes all sockets of its session, and nothing accepted later reaches them',
    async () => {
      await using duet = await start();
      const { mina, joon, room } = await signUpPair(duet.url);
      using one = await openRawSocketAs(duet.socketUrl, mina.token);
      using other = await openRawSocketAs(duet.socketUrl, mina.token);
      for (const socket of [one, other]) {
        const item = socket.next(({ result }) => result?.type === 'data');
        await socket.call('subscription', 'live.events');
        await item;
      }
      const elsewhere = await httpClient(duet.url).session.signIn.mutate({ username: 'mina', password });
      await using minaElsewhere = socketClient(duet.socketUrl, elsewhere.token);
      using liveElsewhere = follow(minaElsewhere.trpc);
      await liveElsewhere.until((event) => event.type === 'reset');

      const answer = one.call('mutation', 'session.signOut');
      await mina.trpc.session.signOut.mutate().catch(() => {});
      await joon.trpc.message.send.mutate({ roomId: room.id, id: newMessageId(), text: 'after the sign-out' });
      expect(await Promise.all([one.closed, other.closed])).toEqual([4001, 4001]);
      expect(JSON.stringify([one.frames, other.frames])).not.toContain('after the sign-out');
      await liveElsewhere.until((event) => event.type === 'message');
      expect(await reasonOf(mina.trpc.room.list.query({}))).toBe('signed_out');
      await Promise.race([answer, one.closed]);
    },
    // Within a second, and what it takes to set the scene.
    4_000,
  );

  it('[SRV10] the socket over which one signs out still gets its answer', async () => {
    await using duet = await start();
    const { token } = await signUp(duet.url, 'mina');
    using socket = await openRawSocketAs(duet.socketUrl, token);
    expect((await socket.call('mutation', 'session.signOut')).result?.data).toEqual({});
    expect(await socket.closed).toBe(4001);
  });

  it('[SRV11] a session that ran out is signed out, and its sockets close', async () => {
    let time = Date.now();
    await using duet = await start({ now: () => time, timings: { sessionLifetime: 60_000, sessionSweep: 10 } });
    const { token, trpc } = await signUp(duet.url, 'mina');
    using socket = await openRawSocketAs(duet.socketUrl, token);
    expect((await socket.call('query', 'session.me')).result?.data).toMatchObject({ user: { username: 'mina' } });
    time += 59_000;
    expect((await trpc.session.me.query()).user).not.toBeNull();
    time += 1_000;
    expect((await trpc.session.me.query()).user).toBeNull();
    expect(await socket.closed).toBe(4002);
  });

  it('[SRV11] a call is signed out the moment its session ran out, before its socket closes', async () => {
    let time = Date.now();
    await using duet = await start({
      now: () => time,
      timings: { sessionLifetime: 60_000, sessionSweep: 600_000 },
    });
    const { token } = await signUp(duet.url, 'mina');
    using socket = await openRawSocketAs(duet.socketUrl, token);
    expect((await socket.call('query', 'room.list', {})).result).toBeDefined();
    time += 60_000;
    expect((await socket.call('query', 'room.list', {})).error?.data.reason).toBe('signed_out');
    expect((await socket.call('query', 'session.me')).result?.data).toEqual({ user: null });
  });

  it('[SRV12] a socket that announced connection params and sends none is cut', async () => {
    await using duet = await start({ timings: { handshake: 20 } });
    using silent = await openRawSocket(`${duet.socketUrl}?connectionParams=1`);
    expect(await silent.closed).toBe(1006);
    using prompt = await openRawSocket(duet.socketUrl);
    expect((await prompt.call('query', 'session.me')).result?.data).toEqual({ user: null });
  });

  it('[SRV6] connection params that are none are refused by their type', async () => {
    await using duet = await start();
    for (const first of ['x', '7', '[]', '{"method":"connectionParams","data":{"token":7}}']) {
      using socket = await openRawSocket(`${duet.socketUrl}?connectionParams=1`);
      const answer = socket.next(({ error }) => error !== undefined);
      socket.send(first);
      expect((await answer).error?.data.reason).toBe('invalid');
      await socket.closed;
    }
  });
};
