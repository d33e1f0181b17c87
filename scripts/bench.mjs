import { ensureEngines } from './setup/engines.mjs';
import { install } from './setup/install.mjs';
import { script, tool } from './setup/root.mjs';
import { run } from './setup/run.mjs';

await script(async () => {
  await install();
  if (process.argv.includes('clustered')) await ensureEngines({ all: true });
  return run(tool('node'), ['packages/bench/src/main.ts', ...process.argv.slice(2)]);
});
