import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { DatabaseError } from '../database-error.ts';
import { openFile } from './open-sqlite.ts';
import { sqliteFault } from './sqlite-fault.ts';

/** A file's bytes, or a folder's names. */
const sync = (path: string): void => {
  const opened = openSync(path, 'r');
  try {
    fsyncSync(opened);
  } finally {
    closeSync(opened);
  }
};

/** What SQLite finds wrong with the file; `ok` if it is nothing. */
const check = (path: string): string => {
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    return String(Object.values(database.prepare('pragma quick_check(1)').get() ?? {})[0]);
  } finally {
    database.close();
  }
};

/** SQLite does not sync it. */
const copy = (path: string, target: string): void => {
  const database = openFile(path);
  try {
    database.prepare('vacuum into ?').run(target);
  } catch (error) {
    if (sqliteFault(error) === 'not_a_database') {
      throw new DatabaseError('not_a_database', `${path} is damaged.`, { cause: error });
    }
    throw new DatabaseError('not_writable', `${target} cannot be written.`, { cause: error });
  } finally {
    database.close();
  }
};

/** Everything that is committed in `path`, whole, checked and on disk, as the new file `target`. Throws `DatabaseError`. */
export const backUpSqlite = (path: string, target: string): void => {
  if (!existsSync(path)) throw new DatabaseError('no_database', `There is no ${path}.`);
  if (existsSync(target)) throw new DatabaseError('not_writable', `${target} is there already, and stays as it is.`);
  const part = `${target}.part`;
  rmSync(part, { force: true });
  try {
    copy(path, part);
    sync(part);
    const found = check(part);
    if (found !== 'ok') throw new DatabaseError('not_a_database', `The copy of ${path} is damaged: ${found}.`);
    renameSync(part, target);
    sync(dirname(target));
  } finally {
    rmSync(part, { force: true });
  }
};
