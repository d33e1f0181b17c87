import * as crypto from 'node:crypto';

/** Throws on a Node that lacks what Duet needs. The newest of it is argon2id, which came with 24.7. */
export const checkNode = (): void => {
  if (!('argon2' in crypto))
    throw new Error(`Duet needs Node 24.7 or newer. This is Node ${process.version.slice(1)}.`);
};
