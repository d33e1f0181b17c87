import { setTimeout as delay } from 'node:timers/promises';
import { createDuetClient, reasonOf, retryAfterOf } from '@duet/sdk';
import { createEcho } from './echo.ts';
import { env } from './env.ts';

/** Does it again until it is done: while the server is away, calls get no answer, or `try_later`. */
const insist = async (work: () => Promise<void>): Promise<void> => {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!['try_later', 'rate_limited', 'internal', null].includes(reasonOf(error))) throw error;
      await delay(retryAfterOf(error) ?? 1_000);
    }
  }
};

const client = createDuetClient({ url: env.url });
const chat = await client.signIn({ username: env.username, password: env.password });
const hear = createEcho(chat);
for await (const event of chat.events()) await insist(() => hear(event));
// The session ended. Whoever keeps this process running starts it again, and it signs in anew.
process.exitCode = 1;
