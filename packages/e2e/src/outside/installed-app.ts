import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { tarballOf } from './tarball-of.ts';

const execute = promisify(execFile);
/** Somebody's app in a folder outside of the workspace, with what npm alone brings. */
export type InstalledApp = AsyncDisposable & {
  readonly folder: string;
  /** Starts a file of it; resolves with its first line, read as JSON. */
  run(file: string, env: Record<string, string>): Promise<unknown>;
};

/** `packed`: packages of ours, which it gets as tarballs. `more`: from the registry, by name and version. */
export const installApp = async (options: {
  packed: readonly Parameters<typeof tarballOf>[0][];
  more: Readonly<Record<string, string>>;
  /** A program to copy there. */
  source: string;
}): Promise<InstalledApp> => {
  await using parts = new AsyncDisposableStack();
  const place = await mkdtemp(join(tmpdir(), 'duet-mounted-'));
  parts.defer(() => rm(place, { recursive: true, force: true }));
  const folder = join(place, 'app');
  await mkdir(folder);
  const tarballs = options.packed.map(tarballOf);
  const manifest = { name: 'app', private: true, type: 'module', dependencies: options.more };
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
  await cp(options.source, join(folder, basename(options.source)));
  const quiet = ['--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error'];
  await execute('npm', ['install', ...quiet, ...tarballs], { cwd: folder });

  const running = parts.move();
  return {
    folder,
    async run(file, env) {
      const child = spawn(process.execPath, [file], {
        cwd: folder,
        env: { PATH: process.env['PATH'], ...env },
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      running.defer(async () => {
        const ended = once(child, 'exit');
        if (child.kill('SIGKILL')) await ended;
      });
      for await (const line of createInterface({ input: child.stdout })) {
        const said: unknown = JSON.parse(line);
        return said;
      }
      throw new Error(`${file} ended before it said anything`);
    },
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
};
