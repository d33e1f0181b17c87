import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { newMessageId, signUpPair } from './people.ts';
import { openRawSocketAs, transportOf } from './raw-socket.ts';
import { startDuet } from './start-duet.ts';

describe('what nobody reads', () => {
  /** Two people, whose newest page is larger than what the kernels hold between the two ends. */
  const scene = async () => {
    const duet = await startDuet({ timings: { ping: 400, pongWait: 200 } });
    const { mina, joon, room } = await signUpPair(duet.url);
    const write = (text: string) => joon.trpc.message.send.mutate({ roomId: room.id, id: newMessageId(), text });
    for (let wrote = 0; wrote < 200; wrote += 20)
      await Promise.all(Array.from({ length: 20 }, () => write('한'.repeat(4_000))));
    return { duet, mina, input: { roomId: room.id, limit: 200 } };
  };

  it('[SRV174] cuts a socket that takes nothing, whatever it goes on saying; one that reads stays', async () => {
    const { duet, mina, input } = await scene();
    await using server = duet;
    const accepted = new Promise<Socket>((resolve) => server.server.once('connection', resolve));
    using deaf = await openRawSocketAs(server.socketUrl, mina.token);
    const line = await accepted;
    using reader = await openRawSocketAs(server.socketUrl, mina.token);
    await deaf.call('query', 'session.me');
    transportOf(deaf.socket).pause();
    const saying = setInterval(() => deaf.send('PING'), 50);
    // As few pages as the kernels between the two ends do not take: not enough for the cap.
    for (let id = 100; line.writableLength === 0; id++) {
      const before = line.bytesWritten;
      deaf.send(JSON.stringify({ id, method: 'query', params: { path: 'message.history', input } }));
      await expect.poll(() => line.bytesWritten, { interval: 10, timeout: 20_000 }).toBeGreaterThan(before + 1_000_000);
    }
    await expect.poll(() => line.destroyed, { timeout: 20_000 }).toBe(true);
    clearInterval(saying);
    expect((await reader.call('query', 'message.history', input)).result?.data).toMatchObject({ hasNewer: false });
  }, 40_000);

  it('[SRV174] gives an answer over HTTP up when nothing of it is taken', async () => {
    const { duet, mina, input } = await scene();
    await using server = duet;
    const calls = Array.from({ length: 10 }, (_, index) => [index, input]);
    const inputs = encodeURIComponent(JSON.stringify(Object.fromEntries(calls)));
    const path = calls.map(() => 'message.history').join(',');
    const accepted = new Promise<Socket>((resolve) => server.server.once('connection', resolve));
    const deaf = connect(Number(new URL(server.url).port), '127.0.0.1').on('error', () => {});
    const line = await accepted;
    deaf.write(
      `GET /trpc/${path}?batch=1&input=${inputs} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${mina.token}\r\n\r\n`,
    );
    await new Promise((resolve) => deaf.once('readable', resolve));
    await expect.poll(() => line.destroyed, { timeout: 20_000 }).toBe(true);
    deaf.destroy();
  }, 40_000);
});
