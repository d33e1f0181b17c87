import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.mjs';

const json = (...path) => JSON.parse(readFileSync(join(root, ...path), 'utf8'));

/** Every package of the workspace: its folder, its package.json and turbo.json. */
export const packages = () =>
  ['apps', 'packages'].flatMap((folder) =>
    readdirSync(join(root, folder))
      .filter((name) => existsSync(join(root, folder, name, 'package.json')))
      .map((name) => ({
        folder: `${folder}/${name}`,
        manifest: json(folder, name, 'package.json'),
        turbo: existsSync(join(root, folder, name, 'turbo.json')) ? json(folder, name, 'turbo.json') : {},
      })),
  );
