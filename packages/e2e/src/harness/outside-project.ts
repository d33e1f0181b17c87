import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const execute = promisify(execFile);
const root = fileURLToPath(new URL('../../../..', import.meta.url));

/** What stands under `apps` and `packages`: its folder from the repository's root. Built already; resolves with the tarball. */
const pack = async (folder: string, into: string): Promise<string> => {
  const place = await mkdtemp(join(into, 'packed-'));
  await execute('pnpm', ['pack', '--pack-destination', place], { cwd: join(root, folder) });
  const [name] = await readdir(place);
  if (name === undefined) throw new Error(`${folder} was not packed`);
  return join(place, name);
};

/** A project in a folder of its own, outside of the workspace, with what npm alone brings. */
export type OutsideProject = AsyncDisposable & {
  readonly folder: string;
  /** By the folders that were packed. */
  readonly tarballs: Readonly<Record<string, string>>;
  /** Starts a file of it; resolves with its first line, read as JSON. */
  run(file: string, env: Record<string, string>): Promise<unknown>;
};

/** `packed`: folders of the workspace, which it gets as tarballs. `more`: from the registry, by name and version. */
export const installOutside = async (options: {
  packed: readonly string[];
  more: Readonly<Record<string, string>>;
  /** Files and folders to copy there. */
  sources: readonly string[];
}): Promise<OutsideProject> => {
  await using parts = new AsyncDisposableStack();
  const place = await mkdtemp(join(tmpdir(), 'duet-outside-'));
  parts.defer(() => rm(place, { recursive: true, force: true }));
  const folder = join(place, 'app');
  await mkdir(folder);
  const packs = options.packed.map(async (from) => [from, await pack(from, place)] as const);
  const tarballs = Object.fromEntries(await Promise.all(packs));
  const manifest = { name: 'app', private: true, type: 'module', dependencies: options.more };
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
  for (const source of options.sources) await cp(source, join(folder, source.slice(source.lastIndexOf('/') + 1)));
  const quiet = ['--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error'];
  await execute('npm', ['install', ...quiet, ...Object.values(tarballs)], { cwd: folder });

  const running = parts.move();
  return {
    folder,
    tarballs,
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
      for await (const line of createInterface({ input: child.stdout })) return JSON.parse(line);
      throw new Error(`${file} ended before it said anything`);
    },
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
};
