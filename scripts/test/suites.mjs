import { tool } from '../setup/root.mjs';
import { run } from '../setup/run.mjs';
import { reportFlags } from './reports.mjs';

// `--only`: the gate `shipped` has built what is tested. A build of its own came while pages were being loaded from it.
const turbo = (tasks, concurrency, flags, env = {}) =>
  run(tool('turbo'), ['run', ...tasks, '--only', '--continue', `--concurrency=${concurrency}`, ...flags], { env });

/** The suites that need no browser, printed only where they fail. They wait for disks and servers more than they work. */
export const fastTests = () => turbo(['test'], 3, ['--output-logs=errors-only']);

/**
 * Every suite, uncached: first the packages' own, then those that start browsers and servers, which want the machine. Side
 * by side they were done a quarter sooner, and in one of two runs what has a deadline missed it.
 */
export const allTests = async ({ chromium }) => {
  const env = { CI: 'true', DUET_CHROMIUM: chromium };
  const own = await turbo(['test'], 3, ['--', ...reportFlags('test')], env);
  const heavy = await turbo(['test:heavy'], 2, ['--', ...reportFlags('heavy')], env);
  return own || heavy;
};
