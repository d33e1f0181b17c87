import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import type { Engine } from './engine.ts';

/** Debian keeps servers where the PATH of people does not lead. */
const places = ['/usr/sbin', '/usr/local/sbin', '/opt/homebrew/bin', '/usr/local/bin'];

const packages = { mariadb: 'mariadb-server', redis: 'redis-server', nginx: 'nginx-light' } as const satisfies Record<
  Engine,
  string
>;

const isExecutable = (file: string): Promise<boolean> =>
  access(file, constants.X_OK).then(
    () => true,
    () => false,
  );

/** The path of this program. Without one: an error that says what to do. */
export const findProgram = async (engine: Engine, name: string, path: string): Promise<string> => {
  for (const folder of [...path.split(delimiter), ...places]) {
    if (await isExecutable(join(folder, name))) return join(folder, name);
  }
  throw new Error(
    `These tests need ${name}. Install it (Debian: apt-get install ${packages[engine]}), ` +
      `or leave its tests out by name: DUET_WITHOUT=${engine}`,
  );
};
