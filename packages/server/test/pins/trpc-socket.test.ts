import { createTRPCClient, createWSClient, wsLink } from '@trpc/client';
import { initTRPC, tracked } from '@trpc/server';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openRawSocket } from '../raw-socket.ts';
import { bareSocketServer } from './trpc-socket.ts';

const t = initTRPC.create();
const place = z.object({ lastEventId: z.string().nullish() }).optional();

/** Resolves when the condition was called often enough. */
const times = (count: number) => {
  const { promise, resolve } = Promise.withResolvers<void>();
  let left = count;
  return { promise, hit: () => void (--left === 0 && resolve()) };
};

describe('tRPC over a socket, as it is', () => {
  it('[SRV23] an untracked item makes the client forget its place: each of ours is tracked', async () => {
    const places: unknown[] = [];
    const items = times(2);
    const again = times(2);
    const router = t.router({
      events: t.procedure.input(place).subscription(async function* ({ input, signal }) {
        places.push(input?.lastEventId);
        again.hit();
        yield tracked('1', 'tracked');
        if (places.length === 1) yield 'untracked';
        await new Promise((resolve) => signal?.addEventListener('abort', resolve));
      }),
    });
    await using server = await bareSocketServer({ router });
    const client = createWSClient({ url: server.url, retryDelayMs: () => 0 });
    const trpc = createTRPCClient<typeof router>({ links: [wsLink({ client })] });
    const subscription = trpc.events.subscribe(undefined, { onData: items.hit });
    await items.promise;
    await server.cut();
    await again.promise;
    expect(places).toEqual([undefined, undefined]);
    subscription.unsubscribe();
    await client.close();
  });

  it('[SRV23] the place of tracked items is said again after a cut', async () => {
    const places: unknown[] = [];
    const items = times(1);
    const again = times(2);
    const router = t.router({
      events: t.procedure.input(place).subscription(async function* ({ input, signal }) {
        places.push(input?.lastEventId);
        again.hit();
        yield tracked('1', 'tracked');
        await new Promise((resolve) => signal?.addEventListener('abort', resolve));
      }),
    });
    await using server = await bareSocketServer({ router });
    const client = createWSClient({ url: server.url, retryDelayMs: () => 0 });
    const trpc = createTRPCClient<typeof router>({ links: [wsLink({ client })] });
    const subscription = trpc.events.subscribe(undefined, { onData: items.hit });
    await items.promise;
    await server.cut();
    await again.promise;
    expect(places).toEqual([undefined, '1']);
    subscription.unsubscribe();
    await client.close();
  });

  it('[SRV23] an error ends a subscription for good: ours retries its faults inside', async () => {
    let starts = 0;
    const router = t.router({
      // oxlint-disable-next-line require-yield
      events: t.procedure.subscription(async function* (): AsyncGenerator<string> {
        starts++;
        throw new Error('a fault');
      }),
      ping: t.procedure.query(() => 'pong'),
    });
    await using server = await bareSocketServer({ router });
    const client = createWSClient({ url: server.url, retryDelayMs: () => 0 });
    const trpc = createTRPCClient<typeof router>({ links: [wsLink({ client })] });
    const failed = times(1);
    trpc.events.subscribe(undefined, { onError: failed.hit });
    await failed.promise;
    await server.cut();
    await expect.poll(() => trpc.ping.query().catch(() => 'not yet')).toBe('pong');
    expect(starts).toBe(1);
    await client.close();
  });

  it('[SRV4] maxBatchSize is not read: our own wire bounds a frame', async () => {
    const router = t.router({ ping: t.procedure.query(() => 'pong') });
    await using server = await bareSocketServer({ router, maxBatchSize: 1, allowBatching: false });
    using socket = await openRawSocket(server.url);
    const last = socket.next(({ id }) => id === 3);
    socket.send(JSON.stringify([1, 2, 3].map((id) => ({ id, method: 'query', params: { path: 'ping' } }))));
    await last;
    expect(socket.frames.map(({ result }) => result?.data)).toEqual(['pong', 'pong', 'pong']);
  });

  it('[SRV10] the context is made once a connection: ours asks for the session at every call', async () => {
    let made = 0;
    const own = initTRPC.context<{ made: number }>().create();
    const router = own.router({ made: own.procedure.query(({ ctx }) => ctx.made) });
    await using server = await bareSocketServer({ router, createContext: () => ({ made: ++made }) });
    using socket = await openRawSocket(server.url);
    expect((await socket.call('query', 'made')).result?.data).toBe(1);
    expect((await socket.call('query', 'made')).result?.data).toBe(1);
  });

  it('[SRV3] maxPayload closes the socket with 1009', async () => {
    const router = t.router({ ping: t.procedure.query(() => 'pong') });
    await using server = await bareSocketServer({ router });
    using socket = await openRawSocket(server.url);
    socket.send('x'.repeat(64 * 1024 + 1));
    expect(await socket.closed).toBe(1009);
  });
});
