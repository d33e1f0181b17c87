import { tool } from '../setup/root.mjs';
import { run } from '../setup/run.mjs';
import { reportFlags } from './reports.mjs';

// `--only`: the gate `shipped` has built what is tested. A build of its own came while pages were being loaded from it.
const turbo = (tasks, concurrency, flags, env = {}) =>
  run(tool('turbo'), ['run', ...tasks, '--only', '--continue', `--concurrency=${concurrency}`, ...flags], { env });

/** The suites that need no browser, printed only where they fail. They wait for disks and servers more than they work. */
export const fastTests = () => turbo(['test'], 3, ['--output-logs=errors-only']);

/**
 * Every suite, uncached: the packages' own, and beside them those with browsers and many servers, which wait for deadlines
 * and reconnects most of their time. One after the other they took a third longer on two cores.
 */
export const allTests = async ({ chromium }) => {
  const env = { CI: 'true', DUET_CHROMIUM: chromium };
  const codes = await Promise.all([
    turbo(['test'], 2, ['--', ...reportFlags('test')], env),
    turbo(['test:heavy'], 2, ['--', ...reportFlags('heavy')], env),
  ]);
  return codes.find((code) => code !== 0) ?? 0;
};
