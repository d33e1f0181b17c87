import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { undocumented } from './undocumented.ts';

const folder = new URL('../../', import.meta.url);
const { exports: doors }: { exports: Record<string, string> } = JSON.parse(
  readFileSync(new URL('package.json', folder), 'utf8'),
);

it('[PKG7] every export, each member of one and each procedure says what it means', () => {
  const sources = Object.values(doors).filter((door) => door.endsWith('.ts'));
  expect(undocumented(sources.map((door) => fileURLToPath(new URL(door, folder))))).toEqual([]);
}, 90_000);
