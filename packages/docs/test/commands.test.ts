import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { pages, root } from '../src/pages.ts';

const known = (): string[] => {
  const manifest: unknown = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));
  if (typeof manifest !== 'object' || manifest === null || !('scripts' in manifest)) throw new Error('no scripts');
  return Object.keys(manifest.scripts ?? {});
};

it('every command on the pages is a script of the repository', () => {
  const named = pages.flatMap((page) =>
    [...readFileSync(`${root}${page}`, 'utf8').matchAll(/\bnpm (?:run )?(start|test|(?<=run )[\w:-]+)/g)].map(
      ([, name]) => name,
    ),
  );
  expect(named.length).toBeGreaterThan(5);
  expect(known()).toEqual(expect.arrayContaining([...new Set(named)]));
});
