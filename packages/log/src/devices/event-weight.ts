import type { DurableEvent } from '@duet/protocol';

/** What the ids, numbers and names of an event come to, in bytes, without its text. */
const frame = 512;

/** Roughly the bytes that an event holds in a window: strings are at most two bytes a character in memory. */
export const eventWeight = (event: DurableEvent): number => {
  switch (event.type) {
    case 'message':
    case 'messageChanged':
      return frame + 2 * event.message.text.length;
    case 'room':
      return 2 * frame + 2 * (event.room.lastMessage?.text.length ?? 0);
    case 'read':
      return frame;
  }
};
