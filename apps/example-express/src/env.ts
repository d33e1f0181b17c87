import { randomBytes } from 'node:crypto';

/** A secret that is not given lasts as long as the process: people log in again after a restart. */
export const readEnv = () => ({
  databaseUrl: process.env['DATABASE_URL'] ?? 'file:./data/exhibition.db',
  secret: process.env['DUET_SECRET'] ?? randomBytes(32).toString('hex'),
  port: Number(process.env['PORT'] ?? 3000),
  host: process.env['HOST'] ?? '127.0.0.1',
});
