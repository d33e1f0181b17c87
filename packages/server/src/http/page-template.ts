import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { headTag } from './head-tag.ts';

const marker = '<!--duet:head-->';

/** The page before and behind the place where each response puts its nonce. */
export type PageTemplate = readonly [head: string, tail: string];

/**
 * The template of a build, `index.html`, with what the host tells the client. It is asked for at each navigation, and
 * read anew when a build wrote it anew. Throws at once when it is missing or has no place for the server's words.
 */
export const openPageTemplate = (options: {
  root: string;
  basePath: string;
  meta: Readonly<Record<string, string>>;
}): (() => PageTemplate) => {
  const file = join(options.root, 'index.html');
  const base = headTag('base', { href: `${options.basePath}/` });
  const tags = Object.entries(options.meta).map(([key, content]) => headTag('meta', { name: `duet:${key}`, content }));

  const stamp = (): string => {
    const { mtimeMs, size, ino } = statSync(file);
    return [mtimeMs, size, ino].join(' ');
  };

  const read = (): PageTemplate => {
    const html = readFileSync(file, 'utf8').replace(/<base\s[^>]*>/, () => base);
    const [head, tail] = html.split(marker);
    if (head === undefined || tail === undefined) throw new Error(`${file} has no ${marker}`);
    return [head + tags.join(''), tail];
  };

  let seen = stamp();
  let template = read();
  return () => {
    try {
      const current = stamp();
      if (current === seen) return template;
      template = read();
      seen = current;
    } catch {
      // A build empties its folder before it fills it: until the new page stands there, the old one is the page.
    }
    return template;
  };
};
