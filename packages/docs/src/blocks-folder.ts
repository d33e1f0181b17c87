import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CodeBlock } from './code-blocks.ts';

// In this package, so that a block finds what the package depends on.
const folder = fileURLToPath(new URL('../.tmp/', import.meta.url));

const fileOf = ({ page, line, language }: CodeBlock): string => `${basename(page, '.md')}-${line}.${language}`;

/** Writes a program where it can be checked and run, and answers where. */
export const writeBlock = (name: string, block: CodeBlock): string => {
  mkdirSync(join(folder, name), { recursive: true });
  const file = join(folder, name, fileOf(block));
  writeFileSync(file, block.code);
  return file;
};

export const emptyFolder = (name: string): string => {
  rmSync(join(folder, name), { recursive: true, force: true });
  mkdirSync(join(folder, name), { recursive: true });
  return join(folder, name);
};
