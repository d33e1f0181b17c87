import type { FeedEvent, RoomId, UserId } from '@duet/protocol';
import type { Readable } from '../../readable.ts';
import { createState } from '../../state.ts';

/** Writers say so every 3 s: twice that bridges one lost call. */
export const typingShownMs = 6000;

/** Rooms whose peer is writing, and until when that holds without a new word of it. */
export type Typing = ReadonlyMap<RoomId, number>;

export const typingAfter = (typing: Typing, event: FeedEvent, me: UserId, now: number): Typing => {
  if (event.type === 'typing' && event.userId !== me) return new Map(typing).set(event.roomId, now + typingShownMs);
  if (event.type !== 'message' || event.message.senderId === me || !typing.has(event.message.roomId)) return typing;
  const next = new Map(typing);
  next.delete(event.message.roomId);
  return next;
};

export const typingAt = (typing: Typing, now: number): Typing => {
  const lasting = [...typing].filter(([, until]) => until > now);
  return lasting.length === typing.size ? typing : new Map(lasting);
};

export const startTyping = (
  me: UserId,
  now: () => number = Date.now,
): { state: Readable<Typing>; apply: (events: readonly FeedEvent[]) => void; stop: () => void } => {
  const state = createState<Typing>(new Map());
  let timer: ReturnType<typeof setTimeout> | undefined;

  const settle = () => {
    clearTimeout(timer);
    state.set(typingAt(state.get(), now()));
    const next = Math.min(...state.get().values());
    if (Number.isFinite(next)) timer = setTimeout(settle, next - now());
  };
  return {
    state,
    apply: (events) => {
      const next = events.reduce((typing, event) => typingAfter(typing, event, me, now()), state.get());
      if (next === state.get()) return;
      state.set(next);
      settle();
    },
    stop: () => clearTimeout(timer),
  };
};
