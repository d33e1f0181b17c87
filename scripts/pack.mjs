// `npm run pack`: every package as npm would get it, in tarballs/.
import { basename } from 'node:path';
import { buildWeb } from './setup/build.mjs';
import { install } from './setup/install.mjs';
import { packAll } from './setup/pack.mjs';
import { script } from './setup/root.mjs';

await script(async () => {
  await install();
  await buildWeb();
  for (const tarball of await packAll()) console.log(`tarballs/${basename(tarball)}`);
  return 0;
});
