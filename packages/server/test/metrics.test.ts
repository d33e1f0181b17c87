import { expect, it } from 'vitest';
import { follow, newMessageId, signUpPair, socketClient } from './people.ts';
import { startDuet } from './start-duet.ts';

it('[SRV58] counts what happens, and is not there unless it is asked for', async () => {
  await using duet = await startDuet({ metrics: true, timings: { heartbeatAfterCommit: 10 } });
  const { mina, room } = await signUpPair(duet.url);
  await using socket = socketClient(duet.socketUrl, mina.token);
  using live = follow(socket.trpc);
  await live.until((event) => event.type === 'reset');
  const id = newMessageId();
  const send = () => socket.trpc.message.send.mutate({ roomId: room.id, id, text: 'hello' });
  const first = await send();
  await send();
  await socket.trpc.user.block.mutate({ userId: mina.user.id }).catch(() => null);
  await live.until((event) => event.type === 'heartbeat' && first.ok && event.storedThrough >= first.seq);

  const page = await (await fetch(`${duet.url}/metrics`)).text();
  for (const line of [
    'duet_sends_total{outcome="accepted"} 1',
    'duet_sends_total{outcome="replayed"} 1',
    'duet_refusals_total{reason="invalid"} 1',
    'duet_feed_resets_total{reason="start"} 1',
    'duet_connections 1',
    'duet_accept_seconds_count 1',
    'duet_store_seconds_count 1',
    'duet_undrained_messages 0',
    'duet_undrained_oldest_seconds 0',
  ]) {
    expect(page.split('\n')).toContain(line);
  }
  expect(page).toContain('nodejs_eventloop_lag_p99_seconds');

  await using other = await startDuet();
  expect((await fetch(`${other.url}/metrics`)).status).toBe(404);
});
