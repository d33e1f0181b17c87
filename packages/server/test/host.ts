import { SignJWT } from 'jose';
import type { JWTPayload } from 'jose';
import type { HostIdentity } from '../src/index.ts';

const secret = 'a secret that only the host and Duet know';

/** A host app that signs people in with HS256. */
export const host = {
  issuer: 'https://app.example.com',
  audience: 'duet',
  secret,
} satisfies HostIdentity;

export const hostKey = new TextEncoder().encode(secret);

/** Seconds since the epoch. */
export const inSeconds = (seconds: number, from = Date.now()): number => Math.floor(from / 1000) + seconds;

/** The claims of a token that is good for an hour; `undefined` takes one out. */
export const claimsOf = (sub: string, more: Record<string, unknown> = {}): JWTPayload => ({
  iss: host.issuer,
  aud: host.audience,
  sub,
  exp: inSeconds(3600),
  ...more,
});

export const hostToken = (sub: string, more: Record<string, unknown> = {}): Promise<string> =>
  new SignJWT(claimsOf(sub, more)).setProtectedHeader({ alg: 'HS256' }).sign(hostKey);
