import { createHash } from 'node:crypto';
import { limits } from '@duet/protocol';

const suffixes = ['.2', '.3', '.4', '.5', '.6', '.7', '.8', '.9'];

/** Cut so that the whole is no longer than a username may be. */
const withSuffix = (wish: string, suffix: string): string =>
  Array.from(wish)
    .slice(0, limits.username.max - suffix.length)
    .join('') + suffix;

/**
 * The wished username, and what its owner may be called when it is someone else's: `mina.2` to `mina.9`, then one that
 * nobody else comes to. In the order of preference; for the same person always the same.
 */
export const usernameChoices = (wish: string, externalId: string): readonly string[] => {
  const own = createHash('sha256').update(externalId).digest('hex').slice(0, 12);
  return [wish, ...[...suffixes, `.${own}`].map((suffix) => withSuffix(wish, suffix))];
};
