import { describe, expect, it } from 'vitest';
import { password, signUp } from './people.ts';
import { rawCall, statusOf } from './raw-http.ts';
import { openRawSocket, refusedHandshake } from './raw-socket.ts';
import { startDuet } from './start-duet.ts';

const foreign = 'https://evil.example';
const allowed = 'https://app.example.com';

describe('origins', () => {
  const scene = async () => {
    const duet = await startDuet({ allowedOrigins: [allowed], trustProxy: ['loopback'] });
    const { token } = await signUp(duet.url, 'mina');
    return { duet, token, cookie: `duet_session=${token}` };
  };

  it('[SRV30] a foreign page gets nowhere with the cookie: by socket, by form, by fetch', async () => {
    const { duet, cookie } = await scene();
    await using _ = duet;
    for (const origin of [foreign, 'null', `${duet.url}.evil.example`, duet.url.replace('http:', 'https:')]) {
      const headers = { cookie, origin };
      expect(await refusedHandshake(duet.socketUrl, headers)).toBe(403);
      expect(await refusedHandshake(`${duet.socketUrl}?connectionParams=1`, headers)).toBe(403);
      expect(await rawCall(duet.url, 'mutation', 'session.signOut', {}, headers)).toMatchObject({
        status: 403,
        reason: 'foreign_origin',
      });
      expect(await rawCall(duet.url, 'query', 'room.list', {}, headers)).toMatchObject({
        status: 403,
        reason: 'foreign_origin',
      });

      const form = new FormData();
      form.set('userId', 'x');
      for (const body of [form, new URLSearchParams({ userId: 'x' })]) {
        const posted = await fetch(`${duet.url}/trpc/user.block`, { method: 'POST', headers, body });
        expect(posted.status).toBe(403);
      }
    }
    expect((await rawCall(duet.url, 'query', 'session.me', undefined, { cookie })).text).toContain('"mina"');
  });

  it('[SRV30] a cookie without an Origin serves to read, and to nothing else', async () => {
    const { duet, cookie } = await scene();
    await using _ = duet;
    expect(await refusedHandshake(duet.socketUrl, { cookie })).toBe(403);
    expect((await rawCall(duet.url, 'mutation', 'session.signOut', {}, { cookie })).reason).toBe('foreign_origin');
    expect((await rawCall(duet.url, 'query', 'session.me', undefined, { cookie })).status).toBe(200);
  });

  it('[SRV30] the own page and allowed ones get through', async () => {
    const { duet, cookie } = await scene();
    await using _ = duet;
    for (const origin of [duet.url, allowed]) {
      using socket = await openRawSocket(duet.socketUrl, { cookie, origin });
      expect((await socket.call('query', 'session.me')).result?.data).toMatchObject({ user: { username: 'mina' } });
      expect((await rawCall(duet.url, 'query', 'room.list', {}, { cookie, origin })).status).toBe(200);
    }
  });

  it('[SRV30] no entry of the list allows the origin `null`, which any page can have', async () => {
    for (const entry of ['null', 'app://localhost', 'file:///home', 'app.example.com']) {
      await expect(startDuet({ allowedOrigins: [entry] })).rejects.toThrow('allowedOrigins');
    }
  });

  it('[SRV30] a token serves from anywhere', async () => {
    const { duet, token } = await scene();
    await using _ = duet;
    const headers = { authorization: `Bearer ${token}`, origin: foreign };
    expect((await rawCall(duet.url, 'query', 'room.list', {}, headers)).status).toBe(200);
  });

  it('[SRV31] a foreign page plants no session: it gets no cookie set', async () => {
    const { duet } = await scene();
    await using _ = duet;
    const signIn = (origin: string) =>
      rawCall(duet.url, 'mutation', 'session.signIn', { username: 'mina', password }, { origin });
    expect((await signIn(foreign)).headers.getSetCookie()).toEqual([]);
    expect((await signIn(allowed)).headers.getSetCookie()).toHaveLength(1);
    expect((await signIn(duet.url)).headers.getSetCookie()).toHaveLength(1);
  });

  it('[SRV32] only listed origins may read across origins, and preflights say so', async () => {
    const { duet } = await scene();
    await using _ = duet;
    const preflight = (origin: string) =>
      fetch(`${duet.url}/trpc/session.me`, {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' },
      });
    const listed = await preflight(allowed);
    expect(listed.status).toBe(204);
    expect(listed.headers.get('access-control-allow-origin')).toBe(allowed);
    expect(listed.headers.get('access-control-allow-headers')).toContain('authorization');
    expect((await preflight(foreign)).headers.get('access-control-allow-origin')).toBeNull();
    const read = async (origin: string) =>
      (await rawCall(duet.url, 'query', 'session.me', undefined, { origin })).headers;
    expect((await read(allowed)).get('access-control-allow-origin')).toBe(allowed);
    expect((await read(allowed)).get('vary')).toContain('origin');
    expect((await read(foreign)).get('access-control-allow-origin')).toBeNull();
  });

  it('[SRV33] what a proxy says of host and TLS counts only from a trusted one', async () => {
    const { duet, cookie } = await scene();
    await using _ = duet;
    const forwarded = {
      cookie,
      origin: 'https://chat.example.com',
      'x-forwarded-host': 'chat.example.com',
      'x-forwarded-proto': 'https',
    };
    using socket = await openRawSocket(duet.socketUrl, forwarded);
    expect((await socket.call('query', 'session.me')).result?.data).toMatchObject({ user: { username: 'mina' } });

    await using untrusting = await startDuet();
    expect(await refusedHandshake(untrusting.socketUrl, forwarded)).toBe(403);
    const behindHost = { cookie, origin: 'http://chat.example.com', host: 'chat.example.com' };
    expect(await statusOf(`${untrusting.url}/trpc/session.me`, behindHost)).toBe(200);
  });
});
