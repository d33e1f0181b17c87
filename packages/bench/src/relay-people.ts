import { openSocket, text } from './person.ts';
import type { Person } from './person.ts';

const join = async (port: number, room: string): Promise<Person> => {
  const socket = await openSocket(`ws://127.0.0.1:${port}/?room=${room}`);
  let calls = 0;
  return {
    socket,
    send: () => socket.send(JSON.stringify({ id: (calls += 1), roomId: room, text })),
    read(frame) {
      const told: unknown = JSON.parse(frame);
      const answered = typeof told === 'object' && told !== null && 'ok' in told;
      return { answered, delivered: answered ? 0 : 1 };
    },
  };
};

/** Two people for each room of the bare relay. */
export const joinRelay = (port: number, rooms: number): Promise<Person[]> =>
  Promise.all(
    Array.from({ length: rooms }, (_, room) => [`room-${room}`, `room-${room}`]).flatMap((pair) =>
      pair.map((room) => join(port, room)),
    ),
  );
