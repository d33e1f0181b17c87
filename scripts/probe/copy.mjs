import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { root } from '../setup/root.mjs';

const left = new Set(['dist', '.turbo', '.vite', '.duet', 'coverage']);

/**
 * A copy of the sources to be broken. The packages' own links among each other are relative and so lead to the copy's
 * packages; the libraries are the originals.
 */
export const copySources = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'duet-probe-'));
  for (const part of ['apps', 'packages']) {
    await mkdir(join(folder, part));
    const filter = (source) => !left.has(basename(source));
    await cp(join(root, part), join(folder, part), { recursive: true, verbatimSymlinks: true, filter });
  }
  for (const file of ['package.json', 'tsconfig.json']) await cp(join(root, file), join(folder, file));
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  return {
    folder,
    /** Puts `change(text)` in the place of a file's text; returns the way back. */
    edit: async (file, change) => {
      const path = join(folder, file);
      const before = await readFile(path, 'utf8');
      await writeFile(path, change(before));
      return () => writeFile(path, before);
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
};
