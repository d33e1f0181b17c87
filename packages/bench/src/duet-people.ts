import { once } from 'node:events';
import type { AppRouter } from '@duet/api';
import type { RoomId } from '@duet/protocol';
import { createTRPCClient, httpLink } from '@trpc/client';
import { v7 } from 'uuid';
import { openSocket, text } from './person.ts';
import type { Person } from './person.ts';

// The load speaks tRPC's frames itself: a client's work is not what is measured, and it shares the machine.
const subscription = 0;

type Frame = {
  id?: number;
  error?: { data: { reason: string } };
  result?: {
    type: string;
    data?: { ok?: boolean; reason?: string; data?: { type: string; message?: { seq: number } }[] };
  };
};

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the other end is ours, of this very commit
const parse = (frame: string): Frame => JSON.parse(frame) as Frame;

const enter = async (port: number, token: string, roomId: RoomId): Promise<Person> => {
  const socket = await openSocket(`ws://127.0.0.1:${port}/trpc?connectionParams=1`);
  const say = (frame: object): void => socket.send(JSON.stringify(frame));
  say({ method: 'connectionParams', data: { token } });
  say({ id: subscription, method: 'subscription', params: { path: 'live.events', input: {} } });
  // Whoever heard the first item gets every message from there on.
  for (let live = false; !live;) {
    const heard: unknown[] = await once(socket, 'message');
    live = parse(String(heard[0])).result?.data?.data !== undefined;
  }
  let calls = subscription;
  // A send that nobody knows the end of is asked again with its id, as an outbox does.
  const open = new Map<number, object>();
  const ask = (input: object): void => {
    calls += 1;
    open.set(calls, input);
    say({ id: calls, method: 'mutation', params: { path: 'message.send', input } });
  };
  // A message that took long to tell is told again, and a receiver skips it.
  const told = new Set<number>();
  return {
    socket,
    send() {
      ask({ roomId, id: v7(), text });
    },
    read(frame) {
      const { id, error, result } = parse(frame);
      const input = id === undefined ? undefined : open.get(id);
      if (id !== undefined) open.delete(id);
      if (error) {
        if (input === undefined || error.data.reason !== 'internal') {
          throw new Error(`a call was refused: ${error.data.reason}`);
        }
        ask(input);
        return { answered: false, delivered: 0 };
      }
      if (id === subscription) {
        const before = told.size;
        for (const { type, message } of result?.data?.data ?? []) if (type === 'message') told.add(message?.seq ?? 0);
        return { answered: false, delivered: told.size - before };
      }
      if (result?.data?.ok === false) throw new Error(`a send was refused: ${result.data.reason}`);
      return { answered: id !== undefined, delivered: 0 };
    },
  };
};

/** Signs up two people for each room, makes the room, and has both listen, each on a node of their own if there are two. */
export const joinDuet = async (ports: readonly [number, number?], rooms: number): Promise<Person[]> => {
  const [port, peersPort = port] = ports;
  const client = (token?: string) =>
    createTRPCClient<AppRouter>({
      links: [
        httpLink({
          url: `http://127.0.0.1:${port}/trpc`,
          headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
        }),
      ],
    });
  const signUp = (username: string) => client().session.signUp.mutate({ username, password: 'a long enough one' });
  const pairs = await Promise.all(
    Array.from({ length: rooms }, async (_, room) => {
      const [left, right] = await Promise.all([signUp(`left_${room}`), signUp(`right_${room}`)]);
      const { id } = await client(left.token).room.create.mutate({ userId: right.user.id });
      return Promise.all([enter(port, left.token, id), enter(peersPort, right.token, id)]);
    }),
  );
  return pairs.flat();
};
