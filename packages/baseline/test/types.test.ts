import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { compatibleTypes } from './compatible-types.ts';
import { unpack } from './unpack.ts';
import { saysSo } from './versions.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const folder = fileURLToPath(new URL('../.tmp/types/', import.meta.url));

/** What the compiler says, '' where nothing. */
const compile = async (program: string): Promise<string> => {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'compatible.ts'), program);
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ extends: join(root, 'tsconfig.json'), include: ['.'] }));
  return promisify(execFile)(join(root, 'node_modules/.bin/tsc'), ['-p', folder, '--pretty', 'false']).then(
    ({ stdout }) => stdout,
    ({ stdout }: { stdout: string }) => stdout,
  );
};

it.skipIf(saysSo())('[PKG8] what was built with the baseline’s types builds with today’s', async () => {
  expect(await compile(compatibleTypes(await unpack()))).toBe('');
});

it.skipIf(saysSo())('[PKG8] an output that lost a field does not', async () => {
  const packed = await unpack();
  const dist = join(packed, 'dist');
  for (const name of await readdir(dist)) {
    if (!name.endsWith('.d.ts')) continue;
    const types = await readFile(join(dist, name), 'utf8');
    await writeFile(join(dist, name), types.replace('displayName: string;', 'displayName: string;\n  nickname: string;'));
  }
  expect(await compile(compatibleTypes(packed))).toContain("Property 'nickname' is missing");
});
