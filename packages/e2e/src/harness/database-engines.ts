import { isLeftOut, startMariaDb } from '@duet/engines';

/** What servers keep their messages in. */
export type DatabaseEngine = AsyncDisposable & {
  /** The environment of a server on an empty database. */
  newDatabase(): Promise<Record<string, string>>;
};

const startFiles = async (): Promise<DatabaseEngine> => ({
  // Every server has a file of its own anyway.
  newDatabase: async () => ({}),
  [Symbol.asyncDispose]: async () => {},
});

const startPrivateMariaDb = async (): Promise<DatabaseEngine> => {
  const mariadb = await startMariaDb();
  return {
    newDatabase: async () => ({ DATABASE_URL: await mariadb.newDatabase() }),
    [Symbol.asyncDispose]: () => mariadb[Symbol.asyncDispose](),
  };
};

/** For `describe.each`: the same people, the same promises. Without those that this run was told to leave out. */
export const databaseEngines = [
  { name: 'SQLite', startEngine: startFiles },
  ...(isLeftOut('mariadb') ? [] : [{ name: 'MariaDB', startEngine: startPrivateMariaDb }]),
];
