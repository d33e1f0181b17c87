import type { Database } from '@duet/db';

/** A line to SQL that may be cut. */
export type Line = { cut: boolean };

export const overLine = (database: Database, line: Line): Database => ({
  ...database,
  db: new Proxy(database.db, {
    get: (db, name) => {
      if (line.cut) throw new Error('the line to SQL is cut');
      const member: unknown = Reflect.get(db, name, db);
      return typeof member === 'function' ? member.bind(db) : member;
    },
  }),
});
