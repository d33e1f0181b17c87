import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runProgram } from './run-program.ts';

const root = fileURLToPath(new URL('../../../..', import.meta.url));
const left = new Set(['dist', 'test', '.turbo']);

/** @duet/sdk as it would be built behind a server on which a field has another name: answers its `dist` in `to`. */
export const buildRenamedSdk = async (to: string, files: readonly string[], from: RegExp, name: string) => {
  const copy = await mkdtemp(join(tmpdir(), 'duet-renamed-'));
  try {
    await mkdir(join(copy, 'packages'));
    // The packages' links among each other are relative, and lead to the copies.
    for (const part of ['protocol', 'api', 'sdk']) {
      await cp(join(root, 'packages', part), join(copy, 'packages', part), {
        recursive: true,
        verbatimSymlinks: true,
        filter: (source) => !left.has(basename(source)),
      });
    }
    for (const file of ['tsconfig.json', 'tsconfig.sdk.json']) await cp(join(root, file), join(copy, file));
    await symlink(join(root, 'node_modules'), join(copy, 'node_modules'));
    for (const file of files) {
      const path = join(copy, file);
      await writeFile(path, (await readFile(path, 'utf8')).replaceAll(from, name));
    }
    const sdk = join(copy, 'packages/sdk');
    const built = await runProgram('node_modules/.bin/tsdown', [], { cwd: sdk });
    if (built.code !== 0) throw new Error(`the renamed sdk could not be built:\n${built.output}`);
    await cp(join(sdk, 'dist'), to, { recursive: true });
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
};
