import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createConnection } from 'mysql2/promise';
import { searchPath } from './env.ts';
import { copyFreshData } from './fresh-data.ts';
import { findProgram } from './find-program.ts';
import { freePort } from './free-port.ts';
import { startPrivateServer } from './private-server.ts';
import type { PrivateServer } from './private-server.ts';

const run = promisify(execFile);

export interface MariaDb extends PrivateServer {
  /** Makes an empty database and answers its URL, for a user who may do everything there and nothing elsewhere. */
  newDatabase(): Promise<string>;
  /** As the administrator. Rows as the server gives them. */
  query(sql: string): Promise<readonly unknown[]>;
  /** The same on a connection that stays until it is disposed of, with the locks that it took. */
  hold(sql: string): Promise<AsyncDisposable>;
}

// Small, for a machine that does other things too. Commits are as safe as in production: that is what is tested.
const small = ['--innodb-log-file-size=8M', '--innodb-buffer-pool-size=32M', '--performance-schema=off'];
const asUser = process.getuid?.() === 0 ? ['--user=root'] : [];

/** Its temporary files too: a server that starts removes those of every other from a folder that they share. */
const places = (data: string, folder: string): string[] => [`--datadir=${data}`, `--tmpdir=${folder}`];

/** A private MariaDB. `args`: server options over those that every one has. */
export const startMariaDb = async (args: readonly string[] = []): Promise<MariaDb> => {
  const server = await findProgram('mariadb', 'mariadbd', searchPath());
  const install = await findProgram('mariadb', 'mariadb-install-db', searchPath());
  const port = await freePort();
  let databases = 0;

  const connect = () => createConnection({ host: '127.0.0.1', port, user: 'root', multipleStatements: true });

  const query = async (sql: string): Promise<readonly unknown[]> => {
    const connection = await connect();
    try {
      const [rows] = await connection.query(sql);
      return Array.isArray(rows) ? rows : [];
    } finally {
      connection.destroy();
    }
  };

  const mariadb = await startPrivateServer({
    name: 'mariadb',
    port,
    command: server,
    args: (folder) => [
      '--no-defaults',
      ...places(join(folder, 'data'), folder),
      `--socket=${join(folder, 'socket')}`,
      `--pid-file=${join(folder, 'pid')}`,
      '--bind-address=127.0.0.1',
      `--port=${port}`,
      '--skip-log-bin',
      ...small,
      ...asUser,
      ...args,
    ],
    prepare: async (folder) => {
      const options = ['--auth-root-authentication-method=normal', '--skip-test-db', ...small, ...asUser];
      await copyFreshData(join(folder, 'data'), server, async (data) => {
        await run(install, ['--no-defaults', ...options, ...places(data, folder)]);
      });
    },
    answers: async () => (await query('select 1')).length === 1,
  });

  return {
    ...mariadb,
    query,
    hold: async (sql) => {
      const connection = await connect();
      await connection.query(sql);
      return { [Symbol.asyncDispose]: () => connection.end() };
    },
    newDatabase: async () => {
      databases += 1;
      const name = `duet_${databases}`;
      // Not root: an administrator may write to a server that is read-only.
      await query(
        `create database ${name};
         create or replace user ${name}@'%' identified by 'secret';
         grant all on ${name}.* to ${name}@'%';`,
      );
      return `mysql://${name}:secret@127.0.0.1:${port}/${name}`;
    },
  };
};
