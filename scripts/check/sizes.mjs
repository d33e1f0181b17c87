// Builds web and sdk and holds them to their budgets (.size-limit.mjs).
import { tool } from '../setup/root.mjs';
import { capture } from '../setup/run.mjs';

const steps = [['turbo', 'run', 'build', '--filter=@duet/web', '--output-logs=errors-only'], ['size-limit']];
for (const [command, ...args] of steps) {
  const { code, output } = await capture(tool(command), args);
  console.log(output.trim());
  if (code !== 0) {
    process.exitCode = 1;
    break;
  }
}
