import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { emptyFolder, writeBlock } from '../src/blocks-folder.ts';
import { allBlocks, isProgram, root } from '../src/pages.ts';

// As strict as the repository, but for names that a page shows and does not use.
const settings = {
  extends: '../../tsconfig.json',
  compilerOptions: { noUnusedLocals: false, noUnusedParameters: false },
  include: ['.'],
};

it('every program on the pages compiles', async () => {
  const folder = emptyFolder('types');
  const programs = allBlocks().filter(isProgram);
  for (const block of programs) writeBlock('types', block);
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(settings));
  const tsc = promisify(execFile)(join(root, 'node_modules/.bin/tsc'), ['-p', folder, '--pretty', 'false']);
  expect(
    await tsc.then(
      ({ stdout }) => stdout,
      ({ stdout }: { stdout: string }) => stdout,
    ),
  ).toBe('');
  expect(programs.length).toBeGreaterThan(1);
});
