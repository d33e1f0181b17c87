import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../setup/root.mjs';

/** The TypeScript files under `src` or `test` of every package. */
export const sources = (part) =>
  globSync(`{apps,packages}/*/${part}/**/*.{ts,tsx}`, { cwd: root }).map((file) => ({
    file,
    text: readFileSync(join(root, file), 'utf8'),
  }));
