import type { MessageId, UserId } from '@duet/protocol';
import type { Draft } from './draft.ts';
import type { DraftStorage } from './draft-storage.ts';
import type { Readable } from './readable.ts';
import { createState } from './state.ts';

/** One user's drafts as this tab sees them: storage, with what this tab changed and has not written yet laid over it. */
export interface DraftShelf {
  /** In the order of writing. */
  readonly drafts: Readable<readonly Draft[]>;
  get(id: MessageId): Draft | undefined;
  /** Seen at once; resolves when it is stored, throws when it could not be. */
  put(draft: Draft): Promise<void>;
  remove(id: MessageId): Promise<void>;
  /** Reads storage again. */
  load(): Promise<void>;
  /** Resolves when nothing is being written any more. */
  close(): Promise<void>;
}

const sameDraft = (a: Draft, b: Draft): boolean => {
  if (a.text !== b.text || a.state.status !== b.state.status) return false;
  if (a.state.status === 'accepted') return b.state.status === 'accepted' && a.state.seq === b.state.seq;
  if (a.state.status === 'refused') return b.state.status === 'refused' && a.state.reason === b.state.reason;
  return true;
};

export const createDraftShelf = (storage: DraftStorage, userId: UserId): DraftShelf => {
  const state = createState<readonly Draft[]>([]);
  const byId = new Map<MessageId, Draft>();
  const unwritten = new Map<MessageId, number>();
  let queue: Promise<unknown> = Promise.resolve();
  let loading: Promise<void> | null = null;
  let closed = false;

  const show = () => {
    const next = [...byId.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
    const held = state.get();
    const same = next.length === held.length && next.every((draft, index) => draft === held[index]);
    if (!same) state.set(next);
  };

  /** One after the other: a draft that is accepted while it is still being stored must not be overtaken by itself. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = queue.then(work);
    queue = turn.catch(() => {});
    return turn;
  };

  const write = async (id: MessageId, work: () => Promise<void>): Promise<void> => {
    unwritten.set(id, (unwritten.get(id) ?? 0) + 1);
    show();
    try {
      await inTurn(work);
    } finally {
      const left = (unwritten.get(id) ?? 1) - 1;
      if (left === 0) unwritten.delete(id);
      else unwritten.set(id, left);
    }
  };

  const read = async () => {
    loading = null;
    const stored = new Map((await storage.load(userId)).map((draft) => [draft.id, draft]));
    if (closed) return;
    for (const id of byId.keys()) if (!stored.has(id) && !unwritten.has(id)) byId.delete(id);
    for (const [id, draft] of stored) {
      const held = byId.get(id);
      if (!unwritten.has(id) && !(held && sameDraft(held, draft))) byId.set(id, draft);
    }
    show();
  };

  const load = () => (loading ??= inTurn(read));
  // Storage that cannot be read now is asked again at the next change: what this tab wrote it still knows.
  const forget = storage.onChange(userId, () => void load().catch(() => {}));

  return {
    drafts: state,
    get: (id) => byId.get(id),
    put(draft) {
      byId.set(draft.id, draft);
      return write(draft.id, () => storage.put(userId, draft));
    },
    remove(id) {
      byId.delete(id);
      return write(id, () => storage.remove(userId, id));
    },
    load,
    async close() {
      closed = true;
      forget();
      await queue;
    },
  };
};
