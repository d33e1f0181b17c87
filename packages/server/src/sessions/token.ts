import { createHash, randomBytes } from 'node:crypto';

/** 256 bits of chance, shown once. */
export const newToken = (): string => randomBytes(32).toString('base64url');

/** What is kept of a token. Plain SHA-256: nobody guesses 256 bits. */
export const tokenHash = (token: string): string => createHash('sha256').update(token).digest('hex');
