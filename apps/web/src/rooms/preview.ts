import type { Draft, Room, UserId } from '@duet/sdk';
import type { Words } from '../words/en.ts';

export type Preview = { text: string; tone: 'quiet' | 'bold' | 'alert' | 'live'; at: number | null };

/** One line about a room: who types, what I wrote and is not there yet, else the last message. */
export const previewOf = (
  { lastMessage, unread }: Room,
  me: UserId,
  typing: boolean,
  draft: Draft | undefined,
  words: Words,
): Preview => {
  const at = lastMessage?.sentAt ?? null;
  if (typing) return { text: words.rooms.typing, tone: 'live', at };
  if (draft?.state.status === 'refused') return { text: words.rooms.notSent, tone: 'alert', at: draft.writtenAt };
  if (draft) return { text: words.rooms.you(oneLine(draft.text)), tone: 'quiet', at: draft.writtenAt };
  if (!lastMessage) return { text: words.rooms.startChat, tone: 'quiet', at };
  if (lastMessage.status === 'unsent') return { text: words.thread.unsent, tone: 'quiet', at };
  const text = oneLine(lastMessage.text);
  return lastMessage.senderId === me
    ? { text: words.rooms.you(text), tone: 'quiet', at }
    : { text, tone: unread > 0 ? 'bold' : 'quiet', at };
};

/** What one line can show, of texts that may have thousands. */
const oneLine = (text: string): string => text.slice(0, 200).replaceAll(/\s+/g, ' ');
