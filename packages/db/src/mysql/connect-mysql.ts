import { Kysely, MysqlIntrospector, MysqlQueryCompiler } from 'kysely';
import type { Schema } from '../schema.ts';
import { MysqlAdapter } from './mysql-adapter.ts';
import { MysqlDriver } from './mysql-driver.ts';
import type { MysqlBounds } from './mysql-driver.ts';
import type { MysqlPlace } from './mysql-url.ts';

/** How long a start waits for another node that migrates, in s. */
const migrationLockWithin = 300;

/** Nothing is connected before the first query. */
export const connectMysql = (place: MysqlPlace, bounds: MysqlBounds): Kysely<Schema> =>
  overDriver(new MysqlDriver(place, bounds));

export const overDriver = (driver: MysqlDriver): Kysely<Schema> =>
  new Kysely<Schema>({
    dialect: {
      createAdapter: () => new MysqlAdapter(migrationLockWithin),
      createDriver: () => driver,
      createIntrospector: (kysely) => new MysqlIntrospector(kysely),
      createQueryCompiler: () => new MysqlQueryCompiler(),
    },
  });
