import { execFile } from 'node:child_process';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import type { Sdk } from './talk.ts';

/** Where the packed SDK and its frames lie. */
export const baseline = fileURLToPath(new URL('../../../baseline/', import.meta.url));
export const framesFile = join(baseline, 'frames.json');

const unpacked = fileURLToPath(new URL('../.tmp/sdk/', import.meta.url));

/** Unpacks the packed SDK and answers its folder. */
export const unpack = async (): Promise<string> => {
  const tarballs = (await readdir(baseline)).filter((name) => name.endsWith('.tgz'));
  const [tarball] = tarballs;
  if (tarball === undefined || tarballs.length > 1) throw new Error('baseline/ holds one packed SDK');
  await rm(unpacked, { recursive: true, force: true });
  await mkdir(unpacked, { recursive: true });
  await promisify(execFile)('tar', ['-xzf', join(baseline, tarball), '-C', unpacked]);
  return join(unpacked, 'package');
};

export const load = async (folder: string): Promise<Sdk> => {
  const sdk: Sdk = await import(pathToFileURL(join(folder, 'dist/index.js')).href);
  return sdk;
};
