import type { MessageId, UserId } from '@duet/protocol';
import type { Draft } from './draft.ts';
import type { DraftStorage } from './draft-storage.ts';

type Shelf = { drafts: Map<MessageId, Draft>; listeners: Set<() => void>; turn: Promise<void>; holders: number };

/** Resolves when the signal aborts. */
const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });

/** Drafts for as long as this object lives. Clients that share it are like the tabs of one browser. */
export const createMemoryDraftStorage = (): DraftStorage => {
  const shelves = new Map<UserId, Shelf>();

  const shelfOf = (userId: UserId): Shelf => {
    const shelf = shelves.get(userId) ?? {
      drafts: new Map(),
      listeners: new Set(),
      turn: Promise.resolve(),
      holders: 0,
    };
    shelves.set(userId, shelf);
    return shelf;
  };
  const sweep = (userId: UserId, shelf: Shelf) => {
    if (shelf.drafts.size + shelf.listeners.size + shelf.holders === 0) shelves.delete(userId);
  };
  const tell = (shelf: Shelf) => {
    for (const listener of Array.from(shelf.listeners)) listener();
  };

  return {
    async load(userId) {
      return [...(shelves.get(userId)?.drafts.values() ?? [])];
    },
    async put(userId, draft) {
      const shelf = shelfOf(userId);
      shelf.drafts.set(draft.id, draft);
      tell(shelf);
    },
    async remove(userId, id) {
      const shelf = shelfOf(userId);
      if (shelf.drafts.delete(id)) tell(shelf);
      sweep(userId, shelf);
    },
    onChange(userId, listener) {
      const shelf = shelfOf(userId);
      shelf.listeners.add(listener);
      return () => {
        shelf.listeners.delete(listener);
        sweep(userId, shelf);
      };
    },
    async exclusively(userId, work, signal) {
      const shelf = shelfOf(userId);
      const before = shelf.turn;
      let release = () => {};
      const released = new Promise<void>((resolve) => (release = resolve));
      shelf.turn = before.then(() => released);
      shelf.holders += 1;
      try {
        await Promise.race([before, aborted(signal)]);
        if (!signal.aborted) await work(signal);
      } finally {
        release();
        shelf.holders -= 1;
        sweep(userId, shelf);
      }
    },
  };
};
