import { createDuetClient } from '@duet/sdk';
import type { RoomId } from '@duet/sdk';
import { newMessageId } from './new-message-id.ts';
import { password } from './password.ts';

/** A few are long, so that heights differ. */
const textOf = (n: number): string =>
  n % 7 === 0 ? `message ${n}: ${'and so it went on '.repeat((n % 5) + 3)}`.trim() : `message ${n}`;

/**
 * Two people with a long past: `count` messages, named by their number, told in turns and read by both, or, where they are
 * not read, told by the other alone. The server must not limit rates.
 */
export const fillRoom = async (
  url: string,
  one: string,
  other: string,
  count: number,
  { read = true } = {},
): Promise<RoomId> => {
  const clients = [createDuetClient({ url }), createDuetClient({ url })] as const;
  try {
    const [first, second] = [
      await clients[0].signUp({ username: one, password }),
      await clients[1].signUp({ username: other, password }),
    ];
    const { id: roomId } = await first.trpc.room.create.mutate({ userId: second.me.id });
    for (let n = 1; n <= count; n += 1) {
      const chat = n % 3 === 0 || !read ? second : first;
      const sent = await chat.trpc.message.send.mutate({ roomId, id: newMessageId(), text: textOf(n) });
      if (!sent.ok) throw new Error(`message ${n} was refused: ${sent.reason}`);
    }
    if (read)
      for (const { trpc } of [first, second]) await trpc.room.markRead.mutate({ roomId, seq: Number.MAX_SAFE_INTEGER });
    return roomId;
  } finally {
    await Promise.all(clients.map((client) => client.close()));
  }
};
