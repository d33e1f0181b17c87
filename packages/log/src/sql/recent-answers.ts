import type { Seq } from '@duet/protocol';
import type { MessageKey } from '../message-log.ts';
import { createKeyMap } from './key-map.ts';

/** What the first append of a key answered. */
export type Answer = { seq: Seq; sentAt: number };

/** The latest answers, by key: a device that repeats itself does so within seconds. Older ones are asked of SQL. */
export interface RecentAnswers {
  get(key: MessageKey): Answer | undefined;
  put(key: MessageKey, answer: Answer): void;
}

/** Two generations, dropped by turns: taking single entries off the front of a big map costs more than keeping them. */
export const createRecentAnswers = (kept: number): RecentAnswers => {
  let young = createKeyMap<Answer>();
  let old = createKeyMap<Answer>();
  return {
    get: (key) => young.get(key) ?? old.get(key),
    put: ({ roomId, senderId, id }, { seq, sentAt }) => {
      if (young.size >= kept / 2) {
        old = young;
        young = createKeyMap();
      }
      // Copies: what they are part of holds the text as well.
      young.set({ roomId, senderId, id }, { seq, sentAt });
    },
  };
};
