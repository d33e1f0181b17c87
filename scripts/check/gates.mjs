import { tool } from '../setup/root.mjs';
import { capture } from '../setup/run.mjs';

const gate = (name, command, ...args) => ({ name, command: tool(command), args });
const own = (name) => ({ name, command: tool('node'), args: [`scripts/check/${name}.mjs`] });

/** What proves a change without running it. `fresh`: nothing from turbo's cache. */
const gates = (fresh) => [
  gate('types', 'turbo', 'run', 'typecheck', '--output-logs=errors-only', ...(fresh ? ['--force'] : [])),
  gate('lint', 'oxlint'),
  gate('format', 'oxfmt', '--check', '.'),
  gate('boundaries', 'turbo', 'boundaries'),
  own('house'),
  own('exports'),
  own('rules'),
  gate('unused', 'knip', '--no-progress'),
  own('shipped'),
];

const timed = async ({ name, command, args }) => {
  const begin = performance.now();
  const { code, output } = await capture(command, args);
  const passed = code === 0;
  console.log(`${passed ? '✓' : '✗'} ${name} (${((performance.now() - begin) / 1000).toFixed(1)} s)`);
  if (!passed) console.log(output.trimEnd());
  return passed;
};

/** Runs every gate, two at a time, prints a line for each and all output of those that fail. */
export const runGates = async ({ fresh }) => {
  const waiting = gates(fresh);
  const result = { passed: 0, failed: 0 };
  const lane = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      result[(await timed(next)) ? 'passed' : 'failed'] += 1;
    }
  };
  await Promise.all([lane(), lane()]);
  return result;
};
