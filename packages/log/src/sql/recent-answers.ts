import type { Seq } from '@duet/protocol';
import type { MessageKey } from '../message-log.ts';

/** What the first append of a key answered. */
export type Answer = { seq: Seq; sentAt: number };

export const keyText = ({ roomId, senderId, id }: MessageKey): string => `${roomId} ${senderId} ${id}`;

/** The latest answers, by key: a device that repeats itself does so within seconds. Older ones are asked of SQL. */
export interface RecentAnswers {
  get(key: string): Answer | undefined;
  put(key: string, answer: Answer): void;
}

/** Two generations, dropped by turns: taking single entries off the front of a big map costs more than keeping them. */
export const createRecentAnswers = (kept: number): RecentAnswers => {
  let young = new Map<string, Answer>();
  let old = new Map<string, Answer>();
  return {
    get: (key) => young.get(key) ?? old.get(key),
    put: (key, answer) => {
      if (young.size >= kept / 2) {
        old = young;
        young = new Map();
      }
      young.set(key, answer);
    },
  };
};
