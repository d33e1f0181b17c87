import type { RoomId, UserId } from '@duet/sdk';
import type { TextStore } from './text-store.ts';

/** What one user has typed and not sent, per room. It outlives a reload and a session that ends, not a sign-out. */
export interface ComposerTexts {
  get(roomId: RoomId): string;
  set(roomId: RoomId, text: string): void;
  clear(): void;
}

export const createComposerTexts = (store: TextStore, userId: UserId): ComposerTexts => {
  const prefix = `duet:composer:${userId}:`;
  return {
    get: (roomId) => store.get(prefix + roomId) ?? '',
    set: (roomId, text) => (text === '' ? store.remove(prefix + roomId) : store.set(prefix + roomId, text)),
    clear: () => {
      for (const key of store.keys()) if (key.startsWith(prefix)) store.remove(key);
    },
  };
};
