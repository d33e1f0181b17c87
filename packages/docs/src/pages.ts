import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { codeBlocks } from './code-blocks.ts';
import type { CodeBlock } from './code-blocks.ts';

export const root = fileURLToPath(new URL('../../..', import.meta.url));

export const pages = ['README.md', 'docs/sdk.md', 'packages/server/README.md'];

/** What a reader may copy from these pages, and what a test must have run. */
export const allBlocks = (): CodeBlock[] =>
  pages.flatMap((page) => codeBlocks(page, readFileSync(`${root}${page}`, 'utf8')));

export const isProgram = ({ language }: CodeBlock): boolean => language === 'ts' || language === 'tsx';
