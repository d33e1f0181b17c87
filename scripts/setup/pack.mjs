import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root, SetupError, tool } from './root.mjs';
import { capture } from './run.mjs';
import { packages } from './workspace.mjs';

/** The packages that are made for npm. */
export const publishable = () => packages().filter(({ manifest }) => manifest.private !== true);

/**
 * Builds a package (its `prepack`) and writes the tarball that npm would get into `to`; answers its path. pnpm and not
 * npm, which would leave `catalog:` and the doors to the sources in package.json.
 */
export const pack = async (folder, to) => {
  const { code, output } = await capture(tool('pnpm'), ['pack', '--json', '--pack-destination', to], {
    cwd: join(root, folder),
  });
  const packed = /"filename": "(.+\.tgz)"/.exec(output);
  if (code !== 0 || !packed) throw new SetupError(`${folder} could not be packed:\n${output.trim()}`);
  return packed[1];
};

/** Where the tarballs of all packages lie, from one packing to the next. Tests of the installed packages take them there. */
const tarballs = join(root, 'tarballs');

/** Packs every package anew, one after the other; answers the tarballs. Web's build must be there. */
export const packAll = async () => {
  rmSync(tarballs, { recursive: true, force: true });
  mkdirSync(tarballs);
  const packed = [];
  for (const { folder } of publishable()) packed.push(await pack(folder, tarballs));
  return packed;
};
