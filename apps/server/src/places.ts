import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** A `file:` URL as people write it, from the repository's root wherever the process was started. */
export const databaseFile = (url: string): string =>
  url.startsWith('file:///') ? fileURLToPath(url) : resolve(root, url.slice('file:'.length));

/** The folder of the built client, or `null` when it has not been built. */
export const clientBuild = (): string | null => {
  const page = fileURLToPath(import.meta.resolve('@duet/web/dist/index.html'));
  return existsSync(page) ? dirname(page) : null;
};
