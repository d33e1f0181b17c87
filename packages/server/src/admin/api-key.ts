import type { IncomingMessage } from 'node:http';
import { newToken, tokenHash } from '../sessions/token.ts';

/** Whoever finds one lying about, a scanner of repositories for one, sees whose it is. */
const prefix = 'duet_ak_';
const bearer = /^Bearer (duet_ak_[\w-]{43})$/i;

/** `key` is shown once; the rest is kept. */
export const newApiKey = (): { key: string; hash: string; hint: string } => {
  const key = prefix + newToken();
  return { key, hash: tokenHash(key), hint: key.slice(-4) };
};

/** The hash of the key that a request came with: it is looked for by that, so how alike two keys are takes no time. */
export const apiKeyHashOf = ({ headers }: IncomingMessage): string | null => {
  const key = bearer.exec(headers.authorization ?? '')?.[1];
  return key === undefined ? null : tokenHash(key);
};
