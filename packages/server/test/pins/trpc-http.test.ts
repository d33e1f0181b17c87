import { createServer } from 'node:http';
import { initTRPC } from '@trpc/server';
import { createHTTPHandler } from '@trpc/server/adapters/standalone';
import { expect, it } from 'vitest';
import { closeServer, listen } from '../start-duet.ts';

it('[SRV14] with SSE off tRPC still opens a stream, with status 200: ours refuses before', async () => {
  const t = initTRPC.create({ sse: { enabled: false } });
  const router = t.router({
    events: t.procedure.subscription(async function* () {
      yield 'a secret';
    }),
  });
  const server = createServer(createHTTPHandler({ router }));
  const port = await listen(server);
  const response = await fetch(`http://127.0.0.1:${port}/events`);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('text/event-stream');
  expect(await response.text()).not.toContain('a secret');
  await closeServer(server);
});
