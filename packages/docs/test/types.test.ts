import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { emptyFolder, writeBlock } from '../src/blocks-folder.ts';
import { allBlocks, root } from '../src/pages.ts';

/** Programs for Node, and screens for a browser. */
const kinds = [
  { language: 'ts', lib: ['es2024'] },
  { language: 'tsx', lib: ['es2024', 'dom', 'dom.iterable'] },
] as const;

it.each(kinds)('[PKG10] every $language program on the pages compiles', async ({ language, lib }) => {
  const folder = emptyFolder(language);
  const programs = allBlocks().filter((block) => block.language === language);
  for (const block of programs) writeBlock(language, block);
  // As strict as the repository, but for names that a page shows and does not use.
  const compilerOptions = { lib, jsx: 'react-jsx', noUnusedLocals: false, noUnusedParameters: false };
  const config = { extends: join(root, 'tsconfig.json'), compilerOptions, include: ['.'] };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
  const tsc = promisify(execFile)(join(root, 'node_modules/.bin/tsc'), ['-p', folder, '--pretty', 'false']);
  expect(
    await tsc.then(
      ({ stdout }) => stdout,
      ({ stdout }: { stdout: string }) => stdout,
    ),
  ).toBe('');
  expect(programs.length).toBeGreaterThan(0);
});
