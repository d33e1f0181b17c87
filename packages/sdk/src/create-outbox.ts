import { textFault } from '@duet/protocol';
import type { FeedEvent, MessageId, RoomId, Seq, UserId } from '@duet/protocol';
import { askOnce } from './ask-once.ts';
import type { Send } from './ask-once.ts';
import { backOffMs } from './back-off.ts';
import { draftAfter } from './draft-steps.ts';
import type { DraftStep } from './draft-steps.ts';
import { createDraftShelf } from './draft-shelf.ts';
import type { DraftStorage } from './draft-storage.ts';
import type { Draft, DraftRefusal } from './draft.ts';
import { createMessageIds } from './message-ids.ts';
import type { Outbox } from './outbox.ts';
import { pause } from './pause.ts';
import { runLane } from './room-lane.ts';
import type { Attempt } from './room-lane.ts';

/** More than someone writes while offline; a program that is refused here has to slow down. */
const maxUnsent = 500;
/** What is kept back for a failover until the watermark covers it. Behind this the oldest are given up. */
const maxRetained = 1_000;

export type OutboxOptions = {
  me: UserId;
  storage: DraftStorage;
  send: Send;
  /** Whether a socket is open: only over one that was proved to be this user's is anything sent. */
  isLive: () => boolean;
  now: () => number;
  random: () => number;
};

export interface RunningOutbox extends Outbox {
  /** What the feed told. */
  take(events: readonly FeedEvent[]): void;
  /** There is a socket again. */
  wake(): void;
  close(): Promise<void>;
}

export const createOutbox = (options: OutboxOptions): RunningOutbox => {
  const { me, storage, send, isLive, now, random } = options;
  const shelf = createDraftShelf(storage, me);
  const ids = createMessageIds(now);
  const closing = new AbortController();
  const lanes = new Map<RoomId, Promise<void>>();
  /** Drafts whose first `put` is not done: nothing of their room overtakes them. */
  const unsaved = new Set<MessageId>();
  /** Accepted by an answer or an event since the last reset: only of these the watermark speaks. */
  const confirmed = new Set<MessageId>();
  let resets = 0;
  let storedThrough: Seq = 0;
  /** Aborts when another tab may send. `null`: this one may not. */
  let turn: AbortSignal | null = null;

  const step = (id: MessageId, what: DraftStep) => {
    const draft = shelf.get(id);
    if (!draft) return;
    const next = draftAfter(draft, what);
    // A write that fails costs a repetition after a reload, with the same id.
    if (next !== draft) shelf.put(next).catch(() => {});
  };

  const drop = (id: MessageId) => {
    confirmed.delete(id);
    shelf.remove(id).catch(() => {});
  };

  const isDue = (draft: Draft): boolean => {
    switch (draft.state.status) {
      case 'new':
        return true;
      case 'accepted':
        return resets > 0 && !confirmed.has(draft.id);
      case 'refused':
        return false;
      default:
        return draft.state satisfies never;
    }
  };

  /** Drops what is stored for good, and the oldest of too many. */
  const sweep = () => {
    const retained = shelf.drafts.get().filter((draft) => draft.state.status === 'accepted');
    const surplus = retained.length - maxRetained;
    for (const [index, { id, state }] of retained.entries()) {
      const stored = state.status === 'accepted' && state.seq <= storedThrough && confirmed.has(id);
      if (stored || index < surplus) drop(id);
    }
  };

  const accept = (id: MessageId, seq: Seq, sentAt: number) => {
    confirmed.add(id);
    step(id, { type: 'accepted', seq, sentAt });
    sweep();
  };

  const refuse = ({ id, roomId }: Draft, reason: DraftRefusal) => {
    step(id, { type: 'refused', reason });
    if (reason !== 'blocked') return;
    // Nothing can be sent in this room: each of them would come back with the same word.
    for (const draft of shelf.drafts.get()) {
      if (draft.roomId === roomId && draft.state.status === 'new' && !unsaved.has(draft.id)) {
        step(draft.id, { type: 'refused', reason });
      }
    }
  };

  const attempt = async (draft: Draft, signal: AbortSignal): Promise<Attempt> => {
    const askedAfter = resets;
    const answer = await askOnce(send, draft, signal);
    if (signal.aborted) return { next: 'rest' };
    switch (answer.type) {
      case 'accepted':
        // An answer that was asked for before the reset does not say what is there after it.
        if (askedAfter === resets) accept(draft.id, answer.seq, answer.sentAt);
        else step(draft.id, answer);
        return { next: 'go-on' };
      case 'refused':
        refuse(draft, answer.reason);
        return { next: 'go-on' };
      case 'again':
        // Without a line there is nothing to wait for but the line, unless the server named a time.
        return isLive() || answer.retryAfterMs > 0
          ? { next: 'wait', retryAfterMs: answer.retryAfterMs }
          : { next: 'rest' };
      case 'signed-out':
        // Over for this user on this device: what is unsent waits in storage for the next session.
        closing.abort();
        return { next: 'rest' };
      default:
        return answer satisfies never;
    }
  };

  const head = (roomId: RoomId): Draft | undefined =>
    shelf.drafts.get().find((draft) => draft.roomId === roomId && isDue(draft));

  const isReady = (draft: Draft | undefined): draft is Draft =>
    draft !== undefined && !unsaved.has(draft.id) && isLive();

  /** Sees to it that each room with something due has its lane. */
  const pump = () => {
    const signal = turn;
    if (!signal || signal.aborted || !isLive()) return;
    const rooms = new Set(
      shelf.drafts
        .get()
        .filter(isDue)
        .map((draft) => draft.roomId),
    );
    for (const roomId of rooms) {
      if (lanes.has(roomId) || !isReady(head(roomId))) continue;
      const next = () => {
        const draft = head(roomId);
        return isReady(draft) ? attempt(draft, signal) : null;
      };
      const run = async () => {
        await runLane({ attempt: next, random, signal });
        lanes.delete(roomId);
        // What became due in between.
        if (isReady(head(roomId))) pump();
      };
      lanes.set(roomId, run());
    }
  };

  /** This tab's turn, until it closes or another takes it. */
  const flush = async (signal: AbortSignal) => {
    await shelf.load();
    turn = signal;
    pump();
    await new Promise<void>((resolve) => {
      signal.addEventListener('abort', () => resolve());
      if (signal.aborted) resolve();
    });
    turn = null;
    await Promise.all(lanes.values());
  };

  const takeTurns = async () => {
    for (let failures = 0; !closing.signal.aborted; failures += 1) {
      await storage.exclusively(me, flush, closing.signal).catch(() => {});
      if (!closing.signal.aborted) await pause(backOffMs(failures + 1, random()), closing.signal);
    }
  };

  const unwatch = shelf.drafts.subscribe(() => {
    const newest = shelf.drafts.get().at(-1);
    if (newest) ids.behind(newest.id);
    pump();
  });
  const loaded = shelf.load().catch(() => {});
  const turns = takeTurns();

  return {
    drafts: shelf.drafts,
    async send(roomId, text) {
      const fault = textFault(text);
      if (fault) return { ok: false, reason: fault };
      // Its id has to stand behind those of the drafts that are there already.
      await loaded;
      const unsent = shelf.drafts.get().filter((draft) => draft.state.status !== 'accepted');
      if (unsent.length >= maxUnsent) return { ok: false, reason: 'full' };
      const id = ids.next();
      unsaved.add(id);
      try {
        await shelf.put({ id, roomId, text: text.trim(), writtenAt: now(), state: { status: 'new' } });
      } catch (error) {
        drop(id);
        throw error;
      } finally {
        unsaved.delete(id);
        pump();
      }
      return { ok: true, id };
    },
    async retry(id) {
      const draft = shelf.get(id);
      const next = draft && draftAfter(draft, { type: 'retried' });
      if (next && next !== draft) await shelf.put(next);
    },
    async discard(id) {
      if (shelf.get(id)?.state.status === 'refused') await shelf.remove(id);
    },
    take(events) {
      for (const event of events) {
        if (event.type === 'reset') {
          resets += 1;
          storedThrough = 0;
          confirmed.clear();
        } else if (event.type === 'heartbeat') {
          storedThrough = Math.max(storedThrough, event.storedThrough);
          if (turn) sweep();
        } else if (event.type === 'message' && event.message.senderId === me && turn) {
          const { id, roomId, seq, sentAt } = event.message;
          if (shelf.get(id)?.roomId === roomId) accept(id, seq, sentAt);
        }
      }
      pump();
    },
    wake: pump,
    async close() {
      closing.abort();
      unwatch();
      await turns;
      await shelf.close();
    },
  };
};
