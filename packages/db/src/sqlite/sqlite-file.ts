import { fileURLToPath } from 'node:url';

/** What SQLite opens; `null`: the URL is no file's. */
export const sqliteFile = (url: string): string | null => {
  if (url === ':memory:') return url;
  if (url.startsWith('file:///')) return fileURLToPath(url);
  return url.startsWith('file:') && !url.startsWith('file://') && url.length > 'file:'.length
    ? url.slice('file:'.length)
    : null;
};
