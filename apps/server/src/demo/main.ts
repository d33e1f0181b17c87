import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { readEnv } from '../env.ts';
import { clientBuild } from '../places.ts';
import { program } from '../program.ts';
import { serve } from '../serve.ts';
import { startDocent } from './docent.ts';
import { docentKey, password, people, personKeys } from './people.ts';
import { seed } from './seed.ts';

/** For the sign-in page, which offers to continue as one of them. */
const invitation = JSON.stringify({
  people: personKeys
    .filter((who) => who !== docentKey)
    .map((who) => {
      const { username, displayName, about } = people[who];
      return { username, displayName, about };
    }),
  password,
});

await program(async () => {
  const env = readEnv();
  const client = clientBuild();
  const folder = await mkdtemp(join(tmpdir(), 'duet-demo-'));
  const forget = () => rm(folder, { recursive: true, force: true });
  try {
    const databaseUrl = `file:${join(folder, 'demo.db')}`;
    console.log('Six people write to each other for some days …');
    await seed(databaseUrl, Date.now());
    const logger = pino({ level: env.logLevel });
    const spa = client === null ? undefined : { root: client, meta: { demo: invitation } };
    const serving = await serve({ databaseUrl, spa, allowedOrigins: env.publicOrigins, logger }, env);
    const docent = await startDocent(serving.url, (cause) => logger.error({ err: cause }, 'the docent did not answer'));
    console.log(`The demo listens on ${serving.url}`);
    console.log('Open it in a browser and in a private window, as two people. It forgets everything when it stops.');
    return {
      async stop() {
        await docent.stop();
        await serving.stop();
        await forget();
      },
    };
  } catch (error) {
    await forget();
    throw error;
  }
});
