import { realpathSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { machinePath } from './machine-path.ts';
import { runProgram } from './run-program.ts';
import type { Ran } from './run-program.ts';
import { tarballOf } from './tarball-of.ts';

const installed = (name: string): string => fileURLToPath(new URL(`../../node_modules/${name}`, import.meta.url));

/** What the project needs beside the sdk. It comes from this workspace's install, so that npm asks no registry. */
const libraries = (): string[] => {
  const nodeTypes = realpathSync(installed('@types/node'));
  const undiciTypes = createRequire(join(nodeTypes, 'package.json')).resolve('undici-types/package.json');
  return [installed('ws'), installed('@types/ws'), nodeTypes, dirname(undiciTypes)].map((path) => realpathSync(path));
};

export const compilers = ['typescript-5.9', 'typescript-6', 'typescript'] as const;

/** Somebody else's project: in a folder far from this workspace, with the packed sdk, by npm alone. */
export type OutsideProject = AsyncDisposable & {
  readonly folder: string;
  /** Runs the compiler on one of the project's tsconfigs. */
  tsc(compiler: (typeof compilers)[number], config: string, ...flags: string[]): Promise<Ran>;
  /** Runs one of its files on the machine's own Node. */
  node(file: string): Promise<Ran>;
};

export const createOutsideProject = async (template: string): Promise<OutsideProject> => {
  const folder = await mkdtemp(join(tmpdir(), 'duet-outside-'));
  const own = { cwd: folder, path: machinePath() };
  await cp(template, folder, { recursive: true });
  const quiet = ['--offline', '--install-links', '--ignore-scripts', '--no-audit', '--no-fund'];
  const install = await runProgram('npm', ['install', ...quiet, tarballOf('sdk'), ...libraries()], own);
  if (install.code !== 0) throw new Error(`npm could not install it:\n${install.output}`);
  return {
    folder,
    tsc: (compiler, config, ...flags) =>
      runProgram(process.execPath, [join(installed(compiler), 'bin/tsc'), '-p', config, ...flags], { cwd: folder }),
    node: (file) => runProgram('node', [file], own),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
};
