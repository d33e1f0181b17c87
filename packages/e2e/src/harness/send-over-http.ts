import type { RoomId } from '@duet/sdk';
import { v7 } from 'uuid';

/** A send by someone without a socket; the body of the answer. */
export const sendOverHttp = async (url: string, token: string, roomId: RoomId, text: string): Promise<unknown> => {
  const answer = await fetch(`${url}/trpc/message.send`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ roomId, id: v7(), text }),
  });
  const body: unknown = await answer.json();
  return body;
};
