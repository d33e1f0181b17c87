import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { script, SetupError } from '../setup/root.mjs';
import { capture } from '../setup/run.mjs';
import { breaks } from './breaks.mjs';
import { copySources } from './copy.mjs';
import { staleBreaks } from './stale-breaks.mjs';

const wanted = 5;

/** Numbers from 0 to 1 that a seed gives again (mulberry32). */
const numbersFrom = (seed) => () => {
  seed = (seed + 0x6d2b79f5) | 0;
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
};

const choose = (seed) => {
  const next = numbersFrom(seed);
  return breaks
    .map((entry) => ({ entry, rank: next() }))
    .toSorted((a, b) => a.rank - b.rank)
    .slice(0, wanted)
    .map(({ entry }) => entry);
};

/** How many of the tests that cite the rule pass and fail. */
const runTests = async (folder, { rule, tests }) => {
  const report = join(folder, 'report.json');
  const flags = ['run', '-t', `\\[${rule}\\]`, '--reporter=json', `--outputFile=${report}`];
  await capture(join(folder, tests, 'node_modules/.bin/vitest'), flags, { cwd: join(folder, tests) });
  const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, 'utf8'));
  return { passed: numPassedTests, failed: numFailedTests };
};

const probe = async (copy, entry) => {
  const whole = await runTests(copy.folder, entry);
  if (whole.passed === 0 || whole.failed > 0) {
    throw new SetupError(`${entry.rule}: before the break ${whole.passed} tests pass and ${whole.failed} fail`);
  }
  const mend = await copy.edit(entry.file, (text) => text.replace(entry.find, () => entry.replace));
  const broken = await runTests(copy.folder, entry);
  await mend();
  const noticed = broken.failed > 0;
  console.log(`${noticed ? '✓' : '✗'} ${entry.rule}: ${entry.what} → ${broken.failed} of ${whole.passed} tests fail`);
  return noticed;
};

await script(async () => {
  const wish = process.argv[2] ?? String(Date.now() % 1_000_000);
  const chosen = wish === 'all' ? breaks : choose(Number(wish));
  console.log(`Breaking the code for ${chosen.map(({ rule }) => rule).join(', ')} (npm run probe:rules -- ${wish})`);
  const stale = staleBreaks();
  if (stale.length > 0) throw new SetupError(stale.join('\n'));
  const copy = await copySources();
  try {
    let unnoticed = 0;
    for (const entry of chosen) if (!(await probe(copy, entry))) unnoticed += 1;
    return unnoticed === 0 ? 0 : 1;
  } finally {
    await copy.remove();
  }
});
