import { ensureEngines } from './setup/engines.mjs';
import { install } from './setup/install.mjs';
import { script, tool } from './setup/root.mjs';
import { run } from './setup/run.mjs';

await script(async () => {
  await install();
  const isOutage = process.argv.includes('outage');
  if (isOutage || process.argv.includes('clustered')) await ensureEngines({ all: true });
  const program = isOutage ? 'outage' : 'main';
  return run(tool('node'), [`packages/bench/src/${program}.ts`, ...process.argv.slice(2)]);
});
