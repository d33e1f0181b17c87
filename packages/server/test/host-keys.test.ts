import { createServer } from 'node:http';
import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { exportJWK, exportSPKI, generateKeyPair, SignJWT } from 'jose';
import type { CryptoKey } from 'jose';
import { describe, expect, it } from 'vitest';
import type { DuetOptions } from '../src/index.ts';
import { captureLog } from './captured-log.ts';
import { claimsOf, host } from './host.ts';
import { httpClient } from './people.ts';
import { closeServer, listen, startDuet } from './start-duet.ts';

type Alg = 'EdDSA' | 'ES256' | 'RS256';
type Key = { alg: Alg; kid: string; privateKey: CryptoKey; publicKey: CryptoKey };

const newKey = async (alg: Alg, kid: string): Promise<Key> => ({ alg, kid, ...(await generateKeyPair(alg)) });

const sign = ({ alg, kid, privateKey }: Key, header: object = {}): Promise<string> =>
  new SignJWT(claimsOf('mina')).setProtectedHeader({ alg, kid, ...header }).sign(privateKey);

type KeyServerState = {
  keys: readonly Key[];
  isDown: boolean;
  asked: number;
  /** What answers for it. */
  instead: ((res: ServerResponse) => void) | null;
};

/** A real server with the host's keys, which counts who asks and can be told to fail. */
const startKeyServer = async (keys: readonly Key[]) => {
  const state: KeyServerState = { keys, isDown: false, asked: 0, instead: null };
  const answer = async (): Promise<string> => {
    const jwks = state.keys.map(async ({ alg, kid, publicKey }) => ({ ...(await exportJWK(publicKey)), alg, kid }));
    return JSON.stringify({ keys: await Promise.all(jwks) });
  };
  const server = createServer((_, res) => {
    state.asked += 1;
    if (state.instead) state.instead(res);
    else if (state.isDown) res.writeHead(500).end();
    else void answer().then((body) => res.end(body));
  });
  const port = await listen(server);
  return { state, url: `http://127.0.0.1:${port}/jwks`, [Symbol.asyncDispose]: () => closeServer(server) };
};

const startFor = ({ url }: { url: string }, options: Partial<DuetOptions> = {}) =>
  startDuet({ identity: { issuer: host.issuer, audience: host.audience, jwksUrl: url }, ...options });

const isSignedIn = async (url: string, token: string): Promise<boolean> =>
  (await httpClient(url, { authorization: `Bearer ${token}` }).session.me.query()).user !== null;

describe('the host’s keys', () => {
  it('[SRV107] takes EdDSA, ES256 and RS256 by the keys at the address, and nothing that only looks like them', async () => {
    const [ed, es, rs] = [await newKey('EdDSA', 'ed'), await newKey('ES256', 'es'), await newKey('RS256', 'rs')];
    await using server = await startKeyServer([ed, es, rs]);
    await using duet = await startFor(server);
    for (const key of [ed, es, rs]) expect(await isSignedIn(duet.url, await sign(key))).toBe(true);

    const spki = new TextEncoder().encode(await exportSPKI(rs.publicKey));
    const byPublicKey = new SignJWT(claimsOf('mina')).setProtectedHeader({ alg: 'HS256', kid: 'rs' }).sign(spki);
    const stranger = await newKey('ES256', 'es');
    const own = { jwk: await exportJWK(stranger.publicKey), jku: server.url };
    const bad = [await byPublicKey, await sign(stranger), await sign(stranger, own), await sign({ ...ed, kid: 'es' })];
    for (const token of bad) expect(await isSignedIn(duet.url, token)).toBe(false);
  });

  it('[SRV104] a sign-out revokes a token under every signature that fits it', async () => {
    const key = await newKey('ES256', 'es');
    await using server = await startKeyServer([key]);
    await using duet = await startFor(server);
    const token = await sign(key);
    const signed = token.slice(0, token.lastIndexOf('.'));
    const signature = await crypto.subtle.sign(
      { name: 'ECDSA', hash: 'SHA-256' },
      key.privateKey,
      new TextEncoder().encode(signed),
    );
    const again = `${signed}.${Buffer.from(signature).toString('base64url')}`;
    expect([again === token, await isSignedIn(duet.url, again)]).toEqual([false, true]);
    await httpClient(duet.url, { authorization: `Bearer ${token}` }).session.signOut.mutate();
    expect(await isSignedIn(duet.url, again)).toBe(false);
  });

  it('[SRV108] made-up key ids send nobody to the address, be it up or down', async () => {
    const key = await newKey('EdDSA', 'ed');
    await using server = await startKeyServer([key]);
    await using duet = await startFor(server, { now: () => 1_000_000 });
    // The clock stands still: an address that failed once is left alone for good.
    const strange = async () => {
      const tokens = Array.from({ length: 30 }, (_, index) => sign(key, { kid: `made up ${index}` }));
      for (const token of tokens) expect(await isSignedIn(duet.url, await token)).toBe(false);
    };
    expect(await isSignedIn(duet.url, await sign(key))).toBe(true);
    await strange();
    server.state.isDown = true;
    await strange();
    expect(server.state.asked).toBeLessThanOrEqual(3);
  });

  it('[SRV109] an address that is down keeps the known keys working and says so, and changed keys count once it is back', async () => {
    const [old, fresh] = [await newKey('EdDSA', 'old'), await newKey('EdDSA', 'new')];
    await using server = await startKeyServer([old]);
    const log = captureLog();
    await using duet = await startFor(server, { logger: log.logger, timings: { hostKeys: 20 } });
    expect(await isSignedIn(duet.url, await sign(old))).toBe(true);
    server.state.isDown = true;
    await log.says("the host's keys cannot be had; those known go on counting");
    expect(await isSignedIn(duet.url, await sign(old))).toBe(true);
    server.state.keys = [fresh];
    server.state.isDown = false;
    await expect.poll(async () => isSignedIn(duet.url, await sign(fresh)), { timeout: 20_000 }).toBe(true);
    expect(await isSignedIn(duet.url, await sign(old))).toBe(false);
    await log.says("the host's keys can be had again");
  }, 30_000);

  function* noEnd(): Generator<string> {
    for (;;) yield ' '.repeat(65_536);
  }
  const spoilt: [string, (res: ServerResponse) => void, RegExp][] = [
    ['another address', (res) => res.writeHead(302, { location: '/keys' }).end(), /200 OK/],
    ['a page', (res) => res.writeHead(200, { 'content-type': 'text/html' }).end('<html></html>'), /JSON/],
    ['what is no set of keys', (res) => res.end('{"keys":[1,null]}'), /malformed/],
    // Not "timed out": it is not read for as long as an answer may take.
    ['no end of it', (res) => void Readable.from(noEnd()).pipe(res), /as JSON/],
  ];
  it.each(spoilt)('[SRV109] an address that says %s is down', async (_, answer, why) => {
    const key = await newKey('EdDSA', 'key');
    await using server = await startKeyServer([key]);
    const log = captureLog();
    await using duet = await startFor(server, { logger: log.logger, timings: { hostKeys: 20 } });
    expect(await isSignedIn(duet.url, await sign(key))).toBe(true);
    server.state.instead = answer;
    const { reason } = await log.says("the host's keys cannot be had; those known go on counting");
    expect(reason).toMatch(why);
    expect(await isSignedIn(duet.url, await sign(key))).toBe(true);
  });

  it('[SRV109] while no key was ever had, nobody is told that they are signed out', async () => {
    const key = await newKey('EdDSA', 'ed');
    await using server = await startKeyServer([key]);
    server.state.isDown = true;
    await using duet = await startFor(server, { timings: { hostKeys: 20 } });
    await expect(isSignedIn(duet.url, await sign(key))).rejects.toMatchObject({ data: { reason: 'try_later' } });
    server.state.isDown = false;
    const signedIn = async () => isSignedIn(duet.url, await sign(key)).catch(() => false);
    await expect.poll(signedIn, { timeout: 20_000 }).toBe(true);
  }, 30_000);

  const wrong: [string, Partial<DuetOptions>][] = [
    ['identity.secret', { identity: { ...host, secret: 'too short' } }],
    ['identity.issuer', { identity: { ...host, issuer: '' } }],
    ['identity.audience', { identity: { ...host, audience: '' } }],
    ['identity.jwksUrl', { identity: { issuer: 'i', audience: 'a', jwksUrl: 'file:///etc/passwd' } }],
    ['localAccounts', { localAccounts: false }],
  ];
  it.each(wrong)('[SRV110] a start names what is wrong with %s', async (option, options) => {
    await expect(startDuet(options)).rejects.toThrow(new RegExp(`^${option}: `));
  });
});
