import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { replay } from './replay.ts';
import { startTestDuet } from '@duet/testing';
import { talk } from './talk.ts';
import type { Tape } from './tape.ts';
import { framesFile, load, unpack } from './unpack.ts';
import { saysSo } from './versions.ts';

const readTape = async (change = (json: string): string => json): Promise<Tape> => {
  const tape: Tape = JSON.parse(change(await readFile(framesFile, 'utf8')));
  return tape;
};

it.skipIf(saysSo())('[PKG9] today’s server answers what the baseline’s SDK said as it did then', async () => {
  const tape = await readTape();
  await using server = await startTestDuet();
  expect(await replay(tape, server.url)).toEqual([]);
});

it.skipIf(saysSo())('[PKG9] a field that the baseline knew and today’s server lacks is a fault', async () => {
  await using server = await startTestDuet();
  const faults = await replay(await readTape((json) => json.replaceAll('"readSeqs"', '"receipts"')), server.url);
  expect(faults).toContainEqual(expect.stringMatching(/\.receipts is gone$/));
});

it.skipIf(saysSo())('[PKG9] the baseline’s SDK talks to today’s server', async () => {
  await using server = await startTestDuet();
  await talk(await load(await unpack()), () => ({ url: server.url }));
});
