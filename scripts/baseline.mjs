// `npm run baseline`: today's SDK becomes the one that later servers must still understand.
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { install } from './setup/install.mjs';
import { pack } from './setup/pack.mjs';
import { root, script, tool } from './setup/root.mjs';
import { run } from './setup/run.mjs';

await script(async () => {
  await install();
  const folder = join(root, 'baseline');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  await pack('packages/sdk', folder);
  return run(tool('node'), [join(root, 'packages/baseline/test/record.ts')]);
});
