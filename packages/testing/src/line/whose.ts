import type { IncomingHttpHeaders } from 'node:http';
import { isUserId } from '@duet/sdk';
import type { UserId } from '@duet/sdk';

/** The kit's own clients say whose they are in the handshake, before a token could. */
export const personHeader = 'duet-test-person';

/** Whose a request or a socket is. */
export interface Whose {
  /** By what stands in a request's head; `null`: nobody's, or a socket's whose token is still to come. */
  head(headers: IncomingHttpHeaders): Promise<UserId | null>;
  token(token: string): Promise<UserId | null>;
}

const field = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;

/** `meUrl`: of Duet's own `session.me`, which knows every kind of credentials. */
export const createWhose = (meUrl: string): Whose => {
  const known = new Map<string, UserId>();

  const ask = async (credentials: Record<string, string>): Promise<UserId | null> => {
    const key = JSON.stringify(credentials);
    const before = known.get(key);
    if (before) return before;
    try {
      const answer: unknown = await (await fetch(meUrl, { headers: credentials })).json();
      const id = ['result', 'data', 'user', 'id'].reduce(field, answer);
      if (!isUserId(id)) return null;
      known.set(key, id);
      return id;
    } catch {
      // The server is closing.
      return null;
    }
  };

  return {
    async head({ [personHeader]: said, authorization, cookie }) {
      if (isUserId(said)) return said;
      if (authorization !== undefined) return ask({ authorization });
      return cookie === undefined ? null : ask({ cookie });
    },
    token: (token) => ask({ authorization: `Bearer ${token}` }),
  };
};
