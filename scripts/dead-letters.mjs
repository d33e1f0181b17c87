import { install } from './setup/install.mjs';
import { script, tool } from './setup/root.mjs';
import { run } from './setup/run.mjs';

await script(async () => {
  await install();
  return run(tool('node'), ['apps/server/src/dead-letters.ts', ...process.argv.slice(2)]);
});
