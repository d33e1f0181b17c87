import { createHash } from 'node:crypto';
import type { HostPerson } from '@duet/db';
import { avatarUrl, displayName, externalId, username } from '@duet/protocol/schemas';
import { errors, jwtVerify } from 'jose';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { HostIdentity } from './host-identity.ts';
import { HostKeysAway } from './host-keys.ts';
import type { HostKeys } from './host-keys.ts';

/** What the host says in one token. */
export type HostToken = {
  /** The session's. Of what was signed, and not of the signature: some algorithms have many for one token. */
  id: string;
  person: HostPerson;
  /** Milliseconds since the epoch. */
  expiresAt: number;
};

/** `null`: not a token of the host, or not now. Rejects with `HostKeysAway`. */
export type ReadHostToken = (token: string) => Promise<HostToken | null>;

// Ours have no dot.
const threeParts = /^[\w-]+\.[\w-]+\.[\w-]*$/;
/** Some eight times what hosts put into one. */
const mostCharacters = 8 * 1024;
/** In seconds: a host's clock may be so much ahead of ours and its new token still begin now. */
const leeway = 5;
/** The greatest time that a `Date` can be, in seconds. */
const lastTime = 8.64e12;

/** What breaks a rule counts as not said: the host's names are not the person's fault. */
const said = <T>(schema: z.ZodType<T>) => schema.optional().catch(undefined);

const claims = z.object({
  sub: externalId,
  exp: z.number().max(lastTime),
  name: said(displayName),
  username: said(username),
  preferred_username: said(username),
  picture: said(avatarUrl),
});

const prefix = 'host.';

/** Whether it is to be read as a host's token, rather than looked up. */
export const isHostToken = (token: string): boolean => threeParts.test(token);

/** Whether the session of this id is a host's token's, and not one of our own. */
export const isHostSession = (id: string): boolean => id.startsWith(prefix);

export const createHostTokenReader = (options: {
  identity: HostIdentity;
  keys: HostKeys;
  now: () => number;
  logger: Logger;
}): ReadHostToken => {
  const { identity, keys, now, logger } = options;
  const { issuer, audience } = identity;

  /** For the one who sets the two up. Of what the token says, only the names of claims. */
  const refuse = (reason: string, claim?: string): null => {
    logger.info({ reason, claim }, "a host's token was refused");
    return null;
  };

  return async (token) => {
    if (token.length > mostCharacters) return refuse('too_long');
    try {
      const { payload } = await jwtVerify(token, keys.keyOf, {
        algorithms: keys.algorithms,
        issuer,
        audience,
        clockTolerance: leeway,
        currentDate: new Date(now()),
        requiredClaims: ['exp', 'sub'],
      });
      const parsed = claims.safeParse(payload);
      if (!parsed.success) return refuse('claim_invalid', parsed.error.issues[0]?.path.join('.'));
      const { sub, exp, name, username: called, preferred_username: preferred, picture } = parsed.data;
      return {
        id:
          prefix +
          createHash('sha256')
            .update(token.slice(0, token.lastIndexOf('.')))
            .digest('hex'),
        person: { externalId: sub, username: called ?? preferred, displayName: name, avatarUrl: picture },
        expiresAt: Math.floor(exp * 1000),
      };
    } catch (cause) {
      if (cause instanceof HostKeysAway) throw cause;
      const claim = cause instanceof errors.JWTClaimValidationFailed ? cause.claim : undefined;
      return refuse(cause instanceof errors.JOSEError ? cause.code : 'key_invalid', claim);
    }
  };
};
