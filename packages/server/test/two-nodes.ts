import type { Room, SendResult } from '@duet/protocol';
import type { DuetOptions } from '../src/index.ts';
import type { Cluster } from './cluster.ts';
import { follow, newMessageId, signUp, signUpPair, socketClient } from './people.ts';
import type { Live, Person } from './people.ts';
import { startDuet } from './start-duet.ts';
import type { RunningDuet } from './start-duet.ts';

/** Mina, who writes on the first node, Joon, who listens on the second, and one whom neither has met. */
export type TwoNodes = AsyncDisposable & {
  readonly databaseUrl: string;
  readonly one: RunningDuet;
  readonly two: RunningDuet;
  readonly mina: Person;
  readonly joon: Person;
  readonly stranger: Person;
  readonly room: Room;
  /** What Joon hears. */
  readonly live: Live;
  /** Mina's; where nobody knows what became of it, it is asked again with its id. */
  send(text?: string): Promise<SendResult>;
};

/** Both have been seen, and their room holds a message that is stored: all of it can go on without SQL. */
export const twoNodes = async (cluster: Cluster, options: Partial<DuetOptions> = {}): Promise<TwoNodes> => {
  await using parts = new AsyncDisposableStack();
  const place = await cluster.newPlace();
  const timings = { heartbeat: 500, heartbeatAfterCommit: 100 };
  const one = parts.use(await startDuet({ ...place, timings, ...options }));
  const two = parts.use(await startDuet({ ...place, timings, ...options }));
  const { mina, joon, room } = await signUpPair(one.url);
  const stranger = await signUp(one.url, 'sora');
  const minaSocket = parts.use(socketClient(one.socketUrl, mina.token));
  const joonSocket = parts.use(socketClient(two.socketUrl, joon.token));
  const live = parts.use(follow(joonSocket.trpc));
  const send = async (text = 'hello'): Promise<SendResult> => {
    const draft = { roomId: room.id, id: newMessageId(), text };
    for (;;) {
      const answer = await minaSocket.trpc.message.send.mutate(draft).catch(() => null);
      if (answer) return answer;
    }
  };

  await live.until((event) => event.type === 'reset');
  const first = await send();
  await live.until((event) => event.type === 'heartbeat' && event.storedThrough >= (first.ok ? first.seq : Infinity));
  const rest = parts.move();
  return {
    databaseUrl: place.databaseUrl,
    one,
    two,
    mina,
    joon,
    stranger,
    room,
    live,
    send,
    [Symbol.asyncDispose]: () => rest.disposeAsync(),
  };
};
