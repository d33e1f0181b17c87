import { createSecretKey } from 'node:crypto';
import { createRemoteJWKSet, customFetch, errors } from 'jose';
import type { JWTVerifyGetKey } from 'jose';
import type { Logger } from 'pino';
import type { HostIdentity } from './host-identity.ts';

/** No key was ever had, so nobody can say whether a token is the host's. */
export class HostKeysAway extends Error {
  override readonly name = 'HostKeysAway';
}

/** The keys with which the host signs. */
export interface HostKeys {
  readonly algorithms: string[];
  /** Rejects with `HostKeysAway`, or with jose's word for a token of another key. */
  readonly keyOf: JWTVerifyGetKey;
  stop(): void;
}

/** An address that failed is left alone for so long, in ms, whatever key ids come along. */
const quiet = 5_000;
/** So often a key that nobody knows may send us to the address, in ms: keys are changed, and key ids are made up. */
const cooldownDuration = 30_000;

/** A host has a handful of keys. In bytes. */
const mostBytes = 1024 * 1024;

/** An address that says more than that is down: within the time that an answer may take it could fill the memory. */
const bounded = (answer: Response): Response => {
  let size = 0;
  const body = answer.body?.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(piece, controller) {
        size += piece.length;
        if (size > mostBytes) throw new Error(`the address says more than ${mostBytes} bytes`);
        controller.enqueue(piece);
      },
    }),
  );
  return new Response(body, { status: answer.status });
};

const isOfTheToken = (cause: unknown): boolean =>
  cause instanceof errors.JWKSNoMatchingKey || cause instanceof errors.JWKSMultipleMatchingKeys;

/** The keys at the address. Those known go on counting while it is down. */
const keysAt = (
  url: string,
  { refresh, now, logger }: { refresh: number; now: () => number; logger: Logger },
): HostKeys => {
  let isDown = false;
  let quietUntil = 0;
  const keys = createRemoteJWKSet(new URL(url), {
    cooldownDuration,
    // Their age costs nobody the sign-in: they are renewed below.
    cacheMaxAge: Infinity,
    [customFetch]: async (address, init) => {
      if (now() < quietUntil) throw new Error('the address failed a moment ago');
      return bounded(await fetch(address, init));
    },
  });

  const down = (cause: unknown): void => {
    const reason = cause instanceof Error ? cause.message : String(cause);
    if (now() >= quietUntil) quietUntil = now() + quiet;
    if (!isDown) logger.error({ reason }, "the host's keys cannot be had; those known go on counting");
    isDown = true;
  };

  const renew = async (): Promise<void> => {
    quietUntil = 0;
    try {
      await keys.reload();
      if (isDown) logger.info("the host's keys can be had again");
      isDown = false;
    } catch (cause) {
      down(cause);
    }
  };

  void renew();
  const timer = setInterval(() => void renew(), refresh);
  return {
    algorithms: ['EdDSA', 'ES256', 'RS256'],
    async keyOf(header, token) {
      try {
        return await keys(header, token);
      } catch (cause) {
        if (!isOfTheToken(cause)) down(cause);
        if (keys.jwks() === undefined) throw new HostKeysAway("the host's keys were never had", { cause });
        throw cause;
      }
    },
    stop: () => clearInterval(timer),
  };
};

/** `refresh`: how often the address is asked anew, in ms: so late a key that was taken back stops counting. */
export const createHostKeys = (
  { secret, jwksUrl }: HostIdentity,
  options: { refresh: number; now: () => number; logger: Logger },
): HostKeys => {
  if (jwksUrl !== undefined) return keysAt(jwksUrl, options);
  const key = createSecretKey(Buffer.from(secret));
  return { algorithms: ['HS256'], keyOf: async () => key, stop: () => {} };
};
