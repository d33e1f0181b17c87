import { writeFile } from 'node:fs/promises';
import { recorder } from './recorder.ts';
import { startTestDuet } from '@duet/testing';
import { talk } from './talk.ts';
import type { Step } from './tape.ts';
import { framesFile, load, unpack } from './unpack.ts';

const steps: Step[] = [];
const sdk = await load(await unpack());
{
  await using server = await startTestDuet();
  await talk(sdk, (who) => ({ url: server.url, ...recorder(who, steps) }));
}
await writeFile(framesFile, `${JSON.stringify(steps, null, 1)}\n`);
