import { createHmac } from 'node:crypto';
import { openDatabase } from '@duet/db';
import { isUserId } from '@duet/protocol';
import { SignJWT, UnsecuredJWT } from 'jose';
import type { JWTHeaderParameters } from 'jose';
import { expect, it } from 'vitest';
import { claimsOf, host, hostKey, hostToken, inSeconds } from './host.ts';
import { follow, httpClient, newMessageId, password, signUp, socketClient } from './people.ts';
import { rawCall } from './raw-http.ts';
import { openRawSocketAs } from './raw-socket.ts';
import type { Backing } from './start-duet.ts';

const hostClient = (url: string, token: string) => httpClient(url, { authorization: `Bearer ${token}` });

/** Who the token says that it is, as the server sees it. */
const meOf = async (url: string, token: string) => (await hostClient(url, token).session.me.query()).user;

const base64 = (text: string): string => Buffer.from(text).toString('base64url');

/** Signed well, whatever it says. */
const signedRaw = (header: string, payload: string): string => {
  const signed = `${base64(header)}.${base64(payload)}`;
  return `${signed}.${createHmac('sha256', hostKey).update(signed).digest('base64url')}`;
};

/** Tokens that no host of ours made, and what is wrong with each. */
const badTokens = async (): Promise<Record<string, string>> => {
  const good = await hostToken('mina');
  const [header = '', payload = '', signature = ''] = good.split('.');
  const claims = JSON.stringify(claimsOf('mina'));
  const sign = (more: Record<string, unknown>, headers: Partial<JWTHeaderParameters> = {}, key = hostKey) =>
    new SignJWT(claimsOf('mina', more)).setProtectedHeader({ alg: 'HS256', ...headers }).sign(key);
  const none = new UnsecuredJWT(claimsOf('mina')).encode();
  return {
    'not signed': none,
    'not signed, with a signature': none + signature,
    'signed by another algorithm': await sign({}, { alg: 'HS512' }),
    'signed with another key': await sign({}, {}, new TextEncoder().encode('another secret of at least 32 bytes')),
    'without its signature': `${header}.${payload}.`,
    'another payload under the signature': `${header}.${base64(claims.replace('mina', 'joon'))}.${signature}`,
    'for another audience': await sign({ aud: 'another app' }),
    'for no audience': await sign({ aud: [] }),
    'of another issuer': await sign({ iss: 'https://evil.example.com' }),
    'of an issuer that begins like ours': await sign({ iss: `${host.issuer}/` }),
    expired: await sign({ exp: inSeconds(-1) }),
    'for ever': signedRaw('{"alg":"HS256"}', claims.replace(/"exp":\d+/, '"exp":1e300')),
    'without an end': await sign({ exp: undefined }),
    'with an end that is no time': signedRaw('{"alg":"HS256"}', claims.replace(/"exp":\d+/, '"exp":"2030"')),
    'not yet valid': await sign({ nbf: inSeconds(60) }),
    'of nobody': await sign({ sub: undefined }),
    'of somebody without a name': await sign({ sub: '' }),
    'of somebody with a space at the end': await sign({ sub: 'mina ' }),
    'of somebody whose name is too long': await sign({ sub: 'm'.repeat(256) }),
    'with an extension that must be understood': signedRaw('{"alg":"HS256","crit":["x"],"x":1}', claims),
    'with a payload that is not encoded': signedRaw('{"alg":"HS256","b64":false,"crit":["b64"]}', claims),
    'with a payload that is no object': signedRaw('{"alg":"HS256"}', '["mina"]'),
    'with a header that is none': signedRaw('HS256', claims),
    'with a key of its own': signedRaw('{"alg":"none","jwk":{"kty":"oct","k":"bWluYQ"}}', claims),
    'in two parts': `${header}.${payload}`,
    'in five parts': `${header}.${payload}.${signature}.${signature}.${signature}`,
    'only dots': '..',
    'of 14 KB': await sign({ more: 'm'.repeat(10 * 1024) }),
  };
};

export const identitySuite = ({ start, newPlace }: Backing): void => {
  it('[SRV100] every token that is not the host’s, or not now, is answered like one that nobody has, on every wire', async () => {
    await using duet = await start({ identity: host });
    const overHttp = async (token: string) => {
      const headers = { authorization: `Bearer ${token}` };
      const [me, list] = [
        await rawCall(duet.url, 'query', 'session.me', undefined, headers),
        await rawCall(duet.url, 'query', 'room.list', {}, headers),
      ];
      return [me.status, me.text, list.status, list.text];
    };
    const overSocket = async (token: string) => {
      using socket = await openRawSocketAs(duet.socketUrl, token);
      return [await socket.call('query', 'session.me'), await socket.call('query', 'room.list', {})];
    };
    const unknown = { http: await overHttp('x'), socket: await overSocket('x') };
    expect(unknown.http.slice(0, 3)).toEqual([200, '{"result":{"data":{"user":null}}}', 401]);
    for (const [fault, token] of Object.entries(await badTokens())) {
      expect({ fault, http: await overHttp(token), socket: await overSocket(token) }).toEqual({ fault, ...unknown });
    }

    const good = await hostToken('mina', { kid: '../../dev/null' });
    // The last character of a signature holds bits that mean nothing.
    const spoilt = Array.from({ length: 40 }, (_, index) => Math.floor((index * (good.length - 1)) / 40)).map(
      (place) => good.slice(0, place) + (good[place] === 'A' ? 'B' : 'A') + good.slice(place + 1),
    );
    for (const token of spoilt) expect([token, ...(await overHttp(token))]).toEqual([token, ...unknown.http]);
    expect(await meOf(duet.url, good)).toMatchObject({ username: expect.any(String) });
  });

  it('[SRV100] a token that is longer than the wire takes is refused by the wire', async () => {
    await using duet = await start({ identity: host });
    const token = await hostToken('mina', { more: 'm'.repeat(1024 * 1024) });
    using socket = await openRawSocketAs(duet.socketUrl, token);
    expect(await socket.closed).toBe(1009);
    const headers = { authorization: `Bearer ${token}` };
    // Whoever is still writing when the answer comes may not get to read it.
    const status = await rawCall(duet.url, 'query', 'session.me', undefined, headers).then(
      (answer) => answer.status,
      () => 431,
    );
    expect(status).toBe(431);
  });

  it('[SRV101] a person of the host is made from the first token and found, and chats like everyone else', async () => {
    await using duet = await start({ identity: host });
    const joon = await signUp(duet.url, 'joon');
    const claims = { name: '김민아', username: 'mina.kim', picture: 'https://app.example.com/mina.png' };
    const token = await hostToken('user|17', claims);
    const mina = await meOf(duet.url, token);
    expect(mina).toMatchObject({ username: 'mina.kim', displayName: '김민아', avatarUrl: claims.picture });
    await using socket = socketClient(duet.socketUrl, token);
    using live = follow(socket.trpc);
    await live.until((event) => event.type === 'reset');
    const { users } = await joon.trpc.user.search.query({ query: '민아' });
    expect(users.map(({ id }) => id)).toEqual([mina?.id]);
    const room = await joon.trpc.room.create.mutate({ userId: users[0]?.id ?? joon.user.id });
    await joon.trpc.message.send.mutate({ roomId: room.id, id: newMessageId(), text: 'hello' });
    await live.until((event) => event.type === 'message' && event.message.text === 'hello');
    const wrong = await rawCall(duet.url, 'mutation', 'session.signIn', { username: 'mina.kim', password: '' });
    expect(wrong.reason).toBe('wrong_credentials');
  });

  it('[SRV102] the first sight of a token says how its person is called, and an older one takes nothing back', async () => {
    await using duet = await start({ identity: host });
    await signUp(duet.url, 'mina');
    const old = await hostToken('m', { preferred_username: 'Mina', name: 'Old Name' });
    const first = await meOf(duet.url, old);
    expect(first).toMatchObject({ username: 'Mina.2', displayName: 'Old Name', avatarUrl: null });
    const renamed = await hostToken('m', { username: 'kim', name: 'New Name' });
    expect(await meOf(duet.url, renamed)).toMatchObject({ id: first?.id, username: 'kim', displayName: 'New Name' });
    expect(await meOf(duet.url, old)).toMatchObject({ username: 'kim', displayName: 'New Name' });
    const careless = {
      username: 'a b',
      name: 'n'.repeat(61),
      picture: 'http://app.example.com/x.png',
      nbf: inSeconds(3),
    };
    expect(await meOf(duet.url, await hostToken('m', careless))).toEqual(await meOf(duet.url, renamed));
    expect(await meOf(duet.url, await hostToken('n', careless))).toMatchObject({ username: 'person', avatarUrl: null });
  });

  it(
    '[SRV103] a session ends with its token: the next call is signed out and its sockets close with 4002',
    async () => {
      let time = Date.now();
      await using duet = await start({ identity: host, now: () => time });
      const token = await hostToken('mina', { exp: inSeconds(60, time) });
      using socket = await openRawSocketAs(duet.socketUrl, token);
      expect((await socket.call('query', 'room.list', {})).result).toBeDefined();
      time += 60_000;
      expect(await meOf(duet.url, token)).toBeNull();
      expect(await socket.closed).toBe(4002);
    },
    // Within a second, and what it takes to set the scene.
    8_000,
  );

  it('[SRV104] a sign-out revokes that token, also after a restart, and no other one of the person', async () => {
    await using place = await newPlace();
    const [token, other] = [await hostToken('mina'), await hostToken('mina', { jti: 'other' })];
    {
      await using duet = await start({ ...place.options, identity: host });
      using socket = await openRawSocketAs(duet.socketUrl, token);
      using elsewhere = await openRawSocketAs(duet.socketUrl, other);
      expect((await elsewhere.call('query', 'room.list', {})).result).toBeDefined();
      expect((await socket.call('mutation', 'session.signOut')).result?.data).toEqual({});
      expect(await socket.closed).toBe(4001);
      expect(await meOf(duet.url, token)).toBeNull();
      expect((await elsewhere.call('query', 'session.me')).result?.data).toMatchObject({
        user: { id: expect.any(String) },
      });
    }
    await using duet = await start({ ...place.options, identity: host });
    expect([await meOf(duet.url, token), (await meOf(duet.url, other)) !== null]).toEqual([null, true]);
  });

  it('[SRV105] no token makes a session for someone who is deactivated', async () => {
    await using place = await newPlace();
    {
      await using duet = await start({ ...place.options, identity: host });
      expect(await meOf(duet.url, await hostToken('mina'))).not.toBeNull();
    }
    const database = await openDatabase(place.options.databaseUrl);
    await database.db.updateTable('users').set({ status: 'deactivated' }).execute();
    await database.close();
    await using duet = await start({ ...place.options, identity: host });
    expect(await meOf(duet.url, await hostToken('mina', { jti: 'fresh' }))).toBeNull();
  });

  it('[SRV106] without local accounts nobody signs up or in with a password', async () => {
    await using duet = await start({ identity: host, localAccounts: false });
    for (const path of ['session.signUp', 'session.signIn']) {
      expect(await rawCall(duet.url, 'mutation', path, { username: 'mina', password })).toMatchObject({
        status: 404,
        reason: 'not_found',
      });
    }
    expect(isUserId((await meOf(duet.url, await hostToken('mina')))?.id)).toBe(true);
  });
};
