import type { HostIdentity } from '@duet/server';
import { SignJWT } from 'jose';
import type { Artist } from './exhibition.ts';

/** How the exhibition and Duet know each other. The secret stays on the server. */
export const identityWith = (secret: string): HostIdentity & { secret: string } => ({
  issuer: 'exhibition',
  audience: 'duet',
  secret,
});

/** What tells Duet who somebody is. It is short-lived: the page and the SDK fetch the next one by themselves. */
export const signToken = ({ issuer, audience, secret }: ReturnType<typeof identityWith>, account: Artist) =>
  new SignJWT({ username: account.username, name: account.name })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer(issuer)
    .setAudience(audience)
    .setSubject(account.username)
    .setJti(crypto.randomUUID())
    .setExpirationTime('5m')
    .sign(new TextEncoder().encode(secret));
