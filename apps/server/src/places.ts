import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));

const databaseFile = (url: string): string =>
  url.startsWith('file:///') ? fileURLToPath(url) : resolve(root, url.slice('file:'.length));

/**
 * Where messages are kept. A `file:` URL counts from the repository's root, wherever the process was started. `name` is
 * for people, without a password.
 */
export const databasePlace = (databaseUrl: string): { url: string; name: string } => {
  if (databaseUrl.startsWith('file:')) {
    const file = databaseFile(databaseUrl);
    return { url: `file:${file}`, name: file };
  }
  const name = URL.canParse(databaseUrl)
    ? `${new URL(databaseUrl).pathname.slice(1)} at ${new URL(databaseUrl).host}`
    : '';
  return { url: databaseUrl, name };
};

/** The folder of the built client, or `null` when it has not been built. */
export const clientBuild = (): string | null => {
  const page = fileURLToPath(import.meta.resolve('@duet/web/dist/index.html'));
  return existsSync(page) ? dirname(page) : null;
};
