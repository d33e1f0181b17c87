import { isIP } from 'node:net';
import type { DuetOptions } from '@duet/server';
import { z } from 'zod';

const list = (isOne: (entry: string) => boolean, message: string) =>
  z
    .string()
    .default('')
    .transform((value) => value.split(',').flatMap((entry) => entry.trim() || []))
    .refine((entries) => entries.every(isOne), message);

const isOrigin = (entry: string): boolean => URL.canParse(entry) && new URL(entry).origin === entry;

const isProxy = (entry: string): boolean => {
  const [address = '', bits, ...rest] = entry.split('/');
  if (entry === 'loopback') return true;
  const most = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  return rest.length === 0 && most >= 0 && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most));
};

const isDatabaseFile = (url: string): boolean => /^file:(?!\/\/[^/])./.test(url);

/** What else it must be made of, the one who opens it says. */
const isMysql = (url: string): boolean => url.startsWith('mysql://') && URL.canParse(url);

/** On the own site: another one's would not get the person's cookie, and the page's policy forbids to ask it. */
const isOwnPath = (path: string): boolean => /^\/(?!\/)/.test(path);

const isWebUrl = (url: string): boolean => /^https?:\/\/./.test(url) && URL.canParse(url);

/** As createDuet wants it: shorter ones can be guessed from one token. */
const leastSecretBytes = 32;

const single = z.object({
  PORT: z
    .string()
    .default('3000')
    .refine(
      (value) => /^\d{1,5}$/.test(value) && Number(value) <= 65_535,
      'must be a port from 0 (any free one) to 65535',
    )
    .transform(Number),
  HOST: z.string().default('127.0.0.1'),
  DATABASE_URL: z
    .string()
    .default('file:./data/duet.db')
    .refine(
      (url) => isDatabaseFile(url) || isMysql(url),
      'must be a file, like file:./data/duet.db (from the repository) or file:///var/lib/duet/duet.db, or ' +
        'mysql://user:password@host:3306/database',
    ),
  REDIS_URL: z
    .string()
    .refine((url) => /^rediss?:\/\/./.test(url) && URL.canParse(url), 'must look like redis://user:password@host:6379')
    .optional(),
  PUBLIC_ORIGIN: list(isOrigin, 'must be origins like https://app.example.com, without a path, parted by commas'),
  TRUST_PROXY: list(isProxy, 'must be addresses (10.0.0.1), subnets (10.0.0.0/8) or loopback, parted by commas'),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'], {
      error: 'must be trace, debug, info, warn, error, fatal or silent',
    })
    .default('info'),
  RATE_LIMITS: z.enum(['on', 'off'], { error: 'must be on, or off for measurements' }).default('on'),
  IDENTITY_ISSUER: z.string().optional(),
  IDENTITY_AUDIENCE: z.string().optional(),
  IDENTITY_SECRET: z
    .string()
    .refine((secret) => Buffer.byteLength(secret) >= leastSecretBytes, `must have at least ${leastSecretBytes} bytes`)
    .optional(),
  IDENTITY_JWKS_URL: z
    .string()
    .refine(isWebUrl, 'must look like https://app.example.com/.well-known/jwks.json')
    .optional(),
  LOCAL_ACCOUNTS: z.enum(['on', 'off'], { error: 'must be on or off' }).default('on'),
  TOKEN_URL: z.string().refine(isOwnPath, 'must be a path on the same site, like /api/duet-token').optional(),
  SIGN_IN_URL: z
    .string()
    .refine((url) => isOwnPath(url) || isWebUrl(url), 'must be a path, or look like https://app.example.com/sign-in')
    .optional(),
});

type Single = z.infer<typeof single>;

const hasKeys = (env: Single): boolean => (env.IDENTITY_SECRET ?? env.IDENTITY_JWKS_URL) !== undefined;

/** What one variable asks of another one. */
const together: [keyof Single, (env: Single) => boolean, string][] = [
  [
    'REDIS_URL',
    ({ REDIS_URL, DATABASE_URL }) => REDIS_URL === undefined || DATABASE_URL.startsWith('mysql://'),
    'works only together with a mysql:// DATABASE_URL',
  ],
  [
    'IDENTITY_ISSUER',
    (env) => hasKeys(env) === (env.IDENTITY_ISSUER !== undefined),
    'belongs to IDENTITY_SECRET or IDENTITY_JWKS_URL, and they to it: it is what iss says in the tokens',
  ],
  [
    'IDENTITY_AUDIENCE',
    (env) => hasKeys(env) === (env.IDENTITY_AUDIENCE !== undefined),
    'belongs to IDENTITY_SECRET or IDENTITY_JWKS_URL, and they to it: it is what aud says in the tokens',
  ],
  [
    'IDENTITY_JWKS_URL',
    (env) => env.IDENTITY_SECRET === undefined || env.IDENTITY_JWKS_URL === undefined,
    'cannot stand beside IDENTITY_SECRET: tokens are signed with one or the other',
  ],
  ['LOCAL_ACCOUNTS', (env) => env.LOCAL_ACCOUNTS === 'on' || hasKeys(env), 'cannot be off without an IDENTITY_ISSUER'],
  ['TOKEN_URL', (env) => env.TOKEN_URL === undefined || hasKeys(env), 'works only together with an IDENTITY_ISSUER'],
];

const variables = together.reduce<z.ZodType<Single, unknown>>(
  (schema, [name, isRight, message]) =>
    schema.refine(isRight, {
      path: [name],
      message,
      // Also beside other mistakes, but once for one variable.
      when: ({ issues }) => !issues.some(({ path: [first] = [] }) => first === name),
    }),
  single,
);

export type Env = {
  port: number;
  host: string;
  databaseUrl: string;
  /** `null`: this is the only node. */
  redisUrl: string | null;
  /** Allowed beside the own one. */
  publicOrigins: string[];
  trustProxy: string[];
  logLevel: Single['LOG_LEVEL'];
  rateLimits: boolean;
  /** Whose tokens sign people in; `null`: nobody's but our own. */
  identity: DuetOptions['identity'] | null;
  localAccounts: boolean;
  /** Where the page gets a token of the host for who is signed in there, */
  tokenUrl: string | null;
  /** and where it sends who is not. */
  signInUrl: string | null;
};

const identityOf = (env: Single): Env['identity'] => {
  const { IDENTITY_ISSUER: issuer, IDENTITY_AUDIENCE: audience, IDENTITY_SECRET, IDENTITY_JWKS_URL } = env;
  if (issuer === undefined || audience === undefined) return null;
  if (IDENTITY_SECRET !== undefined) return { issuer, audience, secret: IDENTITY_SECRET };
  return IDENTITY_JWKS_URL === undefined ? null : { issuer, audience, jwksUrl: IDENTITY_JWKS_URL };
};

/** Every mistake in the environment at once, a line each. */
export class EnvError extends Error {
  override readonly name = 'EnvError';
}

/** A variable that is set to nothing counts as not set. Throws `EnvError`. */
export const parseEnv = (given: Readonly<Record<string, string | undefined>>): Env => {
  const set = Object.entries(given).filter(([, value]) => value !== undefined && value.trim() !== '');
  const parsed = variables.safeParse(Object.fromEntries(set));
  if (!parsed.success) {
    throw new EnvError(parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}.`).join('\n'));
  }
  const env = parsed.data;
  return {
    port: env.PORT,
    host: env.HOST,
    databaseUrl: env.DATABASE_URL,
    redisUrl: env.REDIS_URL ?? null,
    publicOrigins: env.PUBLIC_ORIGIN,
    trustProxy: env.TRUST_PROXY,
    logLevel: env.LOG_LEVEL,
    rateLimits: env.RATE_LIMITS === 'on',
    identity: identityOf(env),
    localAccounts: env.LOCAL_ACCOUNTS === 'on',
    tokenUrl: env.TOKEN_URL ?? null,
    signInUrl: env.SIGN_IN_URL ?? null,
  };
};

export const readEnv = (): Env => parseEnv(process.env);
