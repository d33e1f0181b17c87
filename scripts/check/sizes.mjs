// Builds web and sdk and holds them to their budgets (.size-limit.mjs).
import { tool } from '../setup/root.mjs';
import { capture } from '../setup/run.mjs';

const steps = [
  [tool('turbo'), 'run', 'build', '--filter=@duet/web', '--output-logs=errors-only'],
  [tool('node'), 'scripts/check/bundle-sdk.mjs'],
  [tool('size-limit')],
];
for (const [command, ...args] of steps) {
  const { code, output } = await capture(command, args);
  if (code !== 0) {
    console.log(output.trim());
    process.exitCode = 1;
    break;
  }
}
