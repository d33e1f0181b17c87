import { DatabaseError } from '../database-error.ts';

export type MysqlPlace = {
  host: string;
  port: number;
  user: string;
  password: string;
  database: string;
  tls: boolean;
  /** For people: where it is, without the password. */
  name: string;
};

const refuse = (why: string): DatabaseError =>
  new DatabaseError('unknown_url', `${why} A MySQL URL looks like mysql://user:password@host:3306/database.`);

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    throw refuse('It holds a % that does not begin a code: write %25 for it.');
  }
};

/** `mysql://user:password@host:3306/database`; with `?ssl=true` over TLS, whose certificate is verified. */
export const mysqlPlace = (url: string): MysqlPlace => {
  if (!URL.canParse(url)) throw refuse('This is not a URL.');
  const { hostname, port, username, password, pathname, searchParams } = new URL(url);
  const user = decoded(username);
  const database = decoded(pathname.slice(1));
  if (hostname === '') throw refuse('It names no host.');
  if (user === '') throw refuse('It names no user.');
  if (database === '' || database.includes('/')) throw refuse('It names no database.');
  for (const [key, value] of searchParams) {
    if (key !== 'ssl' || value !== 'true') throw refuse(`It says ?${key}=${value}; only ?ssl=true is understood.`);
  }
  const host = hostname.replace(/^\[|\]$/g, '');
  return {
    host,
    port: port === '' ? 3306 : Number(port),
    user,
    password: decoded(password),
    database,
    tls: searchParams.has('ssl'),
    name: `the database ${database} at ${hostname}:${port === '' ? 3306 : port}`,
  };
};
