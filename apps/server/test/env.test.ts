import { describe, expect, it } from 'vitest';
import { EnvError, parseEnv } from '../src/env.ts';

const messageOf = (given: Record<string, string>): string => {
  try {
    parseEnv(given);
  } catch (error) {
    if (error instanceof EnvError) return error.message;
    throw error;
  }
  return '';
};

describe('the environment', () => {
  it('needs nothing', () => {
    expect(parseEnv({})).toEqual({
      port: 3000,
      host: '127.0.0.1',
      databaseUrl: 'file:./data/duet.db',
      redisUrl: null,
      publicOrigins: [],
      trustProxy: [],
      logLevel: 'info',
      rateLimits: true,
      identity: null,
      localAccounts: true,
      tokenUrl: null,
      signInUrl: null,
    });
  });

  it('takes everything', () => {
    expect(
      parseEnv({
        PORT: '8080',
        HOST: '0.0.0.0',
        DATABASE_URL: 'mysql://duet:secret@db:3306/duet',
        REDIS_URL: 'redis://cache:6379',
        PUBLIC_ORIGIN: 'https://app.example.com, http://localhost:5173',
        TRUST_PROXY: 'loopback,10.0.0.0/8, fd00::/8',
        LOG_LEVEL: 'warn',
        RATE_LIMITS: 'off',
        IDENTITY_ISSUER: 'https://app.example.com',
        IDENTITY_AUDIENCE: 'duet',
        IDENTITY_JWKS_URL: 'https://app.example.com/jwks',
        LOCAL_ACCOUNTS: 'off',
        TOKEN_URL: '/api/duet-token',
        SIGN_IN_URL: 'https://app.example.com/sign-in',
        UNRELATED: 'x',
      }),
    ).toEqual({
      port: 8080,
      host: '0.0.0.0',
      databaseUrl: 'mysql://duet:secret@db:3306/duet',
      redisUrl: 'redis://cache:6379',
      publicOrigins: ['https://app.example.com', 'http://localhost:5173'],
      trustProxy: ['loopback', '10.0.0.0/8', 'fd00::/8'],
      logLevel: 'warn',
      rateLimits: false,
      identity: { issuer: 'https://app.example.com', audience: 'duet', jwksUrl: 'https://app.example.com/jwks' },
      localAccounts: false,
      tokenUrl: '/api/duet-token',
      signInUrl: 'https://app.example.com/sign-in',
    });
  });

  it('takes a variable that is set to nothing for one that is not set', () => {
    expect(parseEnv({ PORT: '', REDIS_URL: ' ', RATE_LIMITS: '' })).toEqual(parseEnv({}));
  });

  it.each([
    ['PORT', 'http'],
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PORT', '3000.5'],
    ['DATABASE_URL', 'duet.db'],
    ['DATABASE_URL', 'file:'],
    ['DATABASE_URL', 'file://host/duet.db'],
    ['DATABASE_URL', 'postgres://localhost/duet'],
    ['DATABASE_URL', 'mariadb://localhost/duet'],
    ['DATABASE_URL', 'mysql://mina@[::/duet'],
    ['REDIS_URL', 'redis://localhost'],
    ['REDIS_URL', 'localhost:6379'],
    ['PUBLIC_ORIGIN', 'app.example.com'],
    ['PUBLIC_ORIGIN', 'https://app.example.com/'],
    ['PUBLIC_ORIGIN', 'https://app.example.com,*'],
    ['TRUST_PROXY', 'proxy.local'],
    ['TRUST_PROXY', '10.0.0.0/33'],
    ['TRUST_PROXY', '10.0.0.0/8/8'],
    ['TRUST_PROXY', 'true'],
    ['LOG_LEVEL', 'loud'],
    ['RATE_LIMITS', 'false'],
    ['LOCAL_ACCOUNTS', 'off'],
    ['LOCAL_ACCOUNTS', 'no'],
    ['TOKEN_URL', '/api/duet-token'],
    ['SIGN_IN_URL', 'javascript:alert(1)'],
  ])('refuses %s=%s in one line that begins with its name', (name, value) => {
    expect(messageOf({ [name]: value })).toMatch(new RegExp(`^${name} [^\\n]+\\.$`));
  });

  it('names every mistake at once', () => {
    const message = messageOf({ PORT: 'x', REDIS_URL: 'redis://localhost', LOG_LEVEL: 'loud' });
    expect(message.split('\n').map((line) => line.split(' ')[0])).toEqual(['PORT', 'LOG_LEVEL', 'REDIS_URL']);
  });

  const issuer = { IDENTITY_ISSUER: 'https://app.example.com', IDENTITY_AUDIENCE: 'duet' };
  const secret = { IDENTITY_SECRET: 'a secret that only the host and Duet know' };

  it('takes the host’s secret', () => {
    expect(parseEnv({ ...issuer, ...secret }).identity).toEqual({
      issuer: issuer.IDENTITY_ISSUER,
      audience: issuer.IDENTITY_AUDIENCE,
      secret: secret.IDENTITY_SECRET,
    });
  });

  it.each([
    ['IDENTITY_ISSUER', { ...secret, IDENTITY_AUDIENCE: 'duet' }],
    ['IDENTITY_AUDIENCE', { ...secret, IDENTITY_ISSUER: 'https://app.example.com' }],
    ['IDENTITY_SECRET', { ...issuer, IDENTITY_SECRET: 'too short' }],
    ['IDENTITY_JWKS_URL', { ...issuer, IDENTITY_JWKS_URL: 'app.example.com/jwks' }],
    ['IDENTITY_JWKS_URL', { ...issuer, ...secret, IDENTITY_JWKS_URL: 'https://app.example.com/jwks' }],
    ['TOKEN_URL', { ...issuer, ...secret, TOKEN_URL: '//evil.example.com/token' }],
  ])('refuses half a host in one line that begins with %s, and tells nothing secret', (name, given) => {
    expect(messageOf(given)).toMatch(new RegExp(`^${name} [^\\n]+\\.$`));
    expect(messageOf(given)).not.toContain(secret.IDENTITY_SECRET);
  });

  it('takes a MySQL database', () => {
    const databaseUrl = 'mysql://duet:secret@db.internal:3306/duet';
    expect(parseEnv({ DATABASE_URL: databaseUrl }).databaseUrl).toBe(databaseUrl);
  });
});
