import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { webRoot } from '@duet/web';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/**
 * A database's URL as people write it, and how it is called before them: without its password, a file by its path. A
 * `file:` is looked for from the repository's root, wherever the process was started.
 */
export const databasePlace = (url: string): { url: string; name: string } => {
  if (url.startsWith('mysql://')) {
    const { host, pathname } = new URL(url);
    return { url, name: `the database ${pathname.slice(1)} at ${host}` };
  }
  const file = url.startsWith('file:///') ? fileURLToPath(url) : resolve(root, url.slice('file:'.length));
  return { url: `file:${file}`, name: file };
};

/** The folder of the built client, or `null` when it has not been built. */
export const clientBuild = (): string | null => (existsSync(join(webRoot, 'index.html')) ? webRoot : null);
