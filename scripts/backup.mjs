import { resolve } from 'node:path';
import { install } from './setup/install.mjs';
import { script, tool } from './setup/root.mjs';
import { run } from './setup/run.mjs';

await script(async () => {
  await install();
  // npm runs scripts in the repository's root: the file is meant from where it was typed.
  const files = process.argv.slice(2).map((file) => resolve(process.env.INIT_CWD ?? '.', file));
  return run(tool('node'), ['apps/server/src/backup.ts', ...files]);
});
