import { resolve } from 'node:path';
import { install } from './setup/install.mjs';
import { script, tool } from './setup/root.mjs';
import { run } from './setup/run.mjs';

await script(async () => {
  await install();
  process.env.DATABASE_URL ||= 'file:./data/duet.db';
  const [area = '', name = '', ...rest] = process.argv.slice(2);
  // npm runs scripts in the repository's root: a file is meant from where it was typed.
  const args = name === 'import-users' ? rest.map((file) => resolve(process.env.INIT_CWD ?? '.', file)) : rest;
  return run(tool('node'), ['packages/server/src/cli/main.ts', area, name, ...args]);
});
