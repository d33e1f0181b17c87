import { buildWeb } from './setup/build.mjs';
import { install } from './setup/install.mjs';
import { script, tool } from './setup/root.mjs';
import { run } from './setup/run.mjs';

await script(async () => {
  await install();
  await buildWeb();
  return run(tool('node'), ['apps/example-express/src/main.ts']);
});
