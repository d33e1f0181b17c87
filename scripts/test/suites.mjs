import { tool } from '../setup/root.mjs';
import { run } from '../setup/run.mjs';
import { reportFlags } from './reports.mjs';

// Suites wait for disks, servers and deadlines more than they work: three at once keep two cores busy.
const turbo = (tasks, flags, env = {}) =>
  run(tool('turbo'), ['run', ...tasks, '--continue', '--concurrency=3', ...flags], { env });

/** The suites that need no browser, printed only where they fail. */
export const fastTests = () => turbo(['test'], ['--output-logs=errors-only']);

/** Every suite, uncached: first the packages' own, then those that start browsers and servers, which want the machine. */
export const allTests = async ({ chromium }) => {
  const env = { CI: 'true', DUET_CHROMIUM: chromium };
  const own = await turbo(['test'], ['--force', '--', ...reportFlags('test')], env);
  const heavy = await turbo(['test:heavy'], ['--', ...reportFlags('heavy')], env);
  return own || heavy;
};
