import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { emptyFolder, writeBlock } from '../src/blocks-folder.ts';
import type { CodeBlock } from '../src/code-blocks.ts';
import { allBlocks, isProgram } from '../src/pages.ts';
import { put, titleOf } from '../src/scene.ts';
import type { Scene } from '../src/scene.ts';
import { readmeScenes } from './readme-scenes.ts';
import { sdkScenes } from './sdk-scenes.ts';

const scenes: Readonly<Record<string, Scene>> = { ...readmeScenes, ...sdkScenes };

const programs = new Map<string, CodeBlock>();
for (const block of allBlocks().filter(isProgram)) {
  let nth = 0;
  while (programs.has(titleOf(block, nth))) nth += 1;
  programs.set(titleOf(block, nth), block);
}

describe('the programs on the pages', () => {
  beforeAll(() => void emptyFolder('run'));

  it('[PKG10] have each a scene here, and each scene its program', () => {
    expect(Object.keys(scenes).toSorted()).toEqual([...programs.keys()].toSorted());
  });

  it.each([...programs])('%s', async (title, block) => {
    const folder = await mkdtemp(join(tmpdir(), 'duet-docs-'));
    try {
      await scenes[title]?.((words) => writeBlock('run', { ...block, code: put(block.code, words) }), folder);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
