import { pino } from 'pino';
import { readEnv } from './env.ts';
import type { Env } from './env.ts';
import { clientBuild, databasePlace } from './places.ts';
import { program } from './program.ts';
import { serve } from './serve.ts';

/** What the page is told of the host. */
const pageMeta = ({ tokenUrl, signInUrl }: Env): Record<string, string> => ({
  ...(tokenUrl === null ? {} : { 'token-url': tokenUrl }),
  ...(signInUrl === null ? {} : { 'sign-in-url': signInUrl }),
});

await program(async (end) => {
  const env = readEnv();
  const database = databasePlace(env.databaseUrl);
  const client = clientBuild();
  const serving = await serve(
    {
      databaseUrl: database.url,
      redisUrl: env.redisUrl ?? undefined,
      spa: client === null ? undefined : { root: client, meta: pageMeta(env) },
      identity: env.identity ?? undefined,
      localAccounts: env.localAccounts,
      allowedOrigins: env.publicOrigins,
      trustProxy: env.trustProxy,
      rateLimits: env.rateLimits,
      metrics: true,
      logger: pino({ level: env.logLevel }),
      onFenced: () => end(`Another process has taken over ${database.name}. This one ends.`),
    },
    env,
  );
  console.log(`Duet listens on ${serving.url}`);
  console.log(`and keeps its messages in ${database.name}. Ctrl-C stops it.`);
  if (client === null) console.warn('The client is not built, so only the API is served: npm start builds it.');
  if (!env.rateLimits) {
    console.warn(
      'RATE_LIMITS=off: anyone may try passwords and send as fast as the machine can. For measurements only.',
    );
  }
  return serving;
});
