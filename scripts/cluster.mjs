import { buildWeb } from './setup/build.mjs';
import { ensureEngines } from './setup/engines.mjs';
import { install } from './setup/install.mjs';
import { script, tool } from './setup/root.mjs';
import { run } from './setup/run.mjs';

await script(async () => {
  await install();
  await ensureEngines({ all: true });
  await buildWeb();
  return run(tool('node'), ['packages/e2e/src/cluster/main.ts']);
});
