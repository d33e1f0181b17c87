import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packages } from './workspace.mjs';
import { nodeIsInstalled, root, SetupError } from './root.mjs';
import { run } from './run.mjs';

const read = (...path) => {
  const file = join(root, ...path);
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
};

const everyPackageIsLinked = () => packages().every(({ folder }) => existsSync(join(root, folder, 'node_modules')));

/**
 * pnpm writes the lockfile of what is installed when it is done. Looking there, and not asking pnpm again, also keeps a
 * start without network possible, and with another HOME: pnpm would empty node_modules and fetch everything anew.
 */
const isInstalled = () =>
  nodeIsInstalled() && read('pnpm-lock.yaml') === read('node_modules', '.pnpm', 'lock.yaml') && everyPackageIsLinked();

/** Brings everything that the lockfile names, Node 26 included, on a machine that has only npm. */
export const install = async () => {
  if (isInstalled()) return;
  const { packageManager } = JSON.parse(read('package.json'));
  console.log(`Installing what the lockfile names (once, with ${packageManager}) …`);
  const npx = process.platform === 'win32' ? 'npx.cmd' : 'npx';
  const code = await run(npx, ['-y', packageManager, 'install', '--frozen-lockfile'], { env: { CI: 'true' } });
  if (code !== 0) throw new SetupError('The install failed; what it said stands above.');
  if (!nodeIsInstalled()) {
    throw new SetupError(
      `There is no Node 26 for ${process.platform} on ${process.arch} among the packages. Linux and macOS are served.`,
    );
  }
};
