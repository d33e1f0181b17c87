import type { FeedEvent, HistoryPage, Message, RoomId } from '@duet/protocol';
import type { Draft } from './draft.ts';

/** A room's loaded messages: one stretch, ascending by seq, without a hole. */
export type Thread = HistoryPage;

/** One line of the screen: a message, or what is on its way to be one. */
export type ThreadItem =
  /** It is in the room. */
  | { type: 'message'; message: Message }
  /** It is in the outbox: unsent, refused, or accepted and not here yet. */
  | { type: 'draft'; draft: Draft };

/** The first index whose seq is not smaller. */
const placeOf = (messages: readonly Message[], seq: number): number => {
  let low = 0;
  let high = messages.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((messages[middle]?.seq ?? Infinity) < seq) low = middle + 1;
    else high = middle;
  }
  return low;
};

const sameMessage = (a: Message, b: Message): boolean =>
  a.id === b.id && a.senderId === b.senderId && a.status === b.status && a.text === b.text && a.sentAt === b.sentAt;

/** What is unsent stays unsent, whatever an older answer says. */
const changed = (held: Message, told: Message): Message =>
  held.status === 'unsent' || sameMessage(held, told) ? held : told;

const withMessage = (thread: Thread, told: Message, known: (held: Message) => Message): Thread => {
  const { messages, hasOlder, hasNewer } = thread;
  const place = placeOf(messages, told.seq);
  const held = messages[place];
  if (held?.seq === told.seq) {
    const next = known(held);
    return next === held ? thread : { ...thread, messages: messages.with(place, next) };
  }
  // Beyond an end that is not loaded up to: taking it in would leave a hole. A page brings it.
  if (place === messages.length && hasNewer) return thread;
  if (place === 0 && hasOlder && messages.length > 0) return thread;
  return { ...thread, messages: messages.toSpliced(place, 0, told) };
};

/** The thread after one event: inserted by seq, a known seq changes nothing. */
export const threadAfter = (thread: Thread, event: FeedEvent, roomId: RoomId): Thread => {
  switch (event.type) {
    case 'message':
      return event.message.roomId === roomId ? withMessage(thread, event.message, (held) => held) : thread;
    case 'messageChanged':
      return event.message.roomId === roomId
        ? withMessage(thread, event.message, (held) => changed(held, event.message))
        : thread;
    case 'reset':
      // Something may be missing behind the end: what comes now must not be joined to it before a page has closed the gap.
      return thread.hasNewer ? thread : { ...thread, hasNewer: true };
    case 'room':
    case 'read':
    case 'typing':
    case 'presence':
    case 'heartbeat':
      return thread;
    default:
      return event satisfies never;
  }
};

const union = (held: readonly Message[], page: readonly Message[]): Message[] => {
  const bySeq = new Map(held.map((message) => [message.seq, message]));
  for (const message of page) {
    const known = bySeq.get(message.seq);
    bySeq.set(message.seq, known ? changed(known, message) : message);
  }
  return [...bySeq.values()].toSorted((a, b) => a.seq - b.seq);
};

/** Two stretches that overlap. Each end is known by the one that reaches further, else by the page, which is fresher. */
const joined = (thread: Thread, page: HistoryPage): Thread => {
  const messages = union(thread.messages, page.messages);
  const first = messages[0]?.seq;
  const last = messages.at(-1)?.seq;
  const hasOlder = (page.messages[0]?.seq === first ? page : thread).hasOlder;
  const hasNewer = (page.messages.at(-1)?.seq === last ? page : thread).hasNewer;
  const same =
    hasOlder === thread.hasOlder &&
    hasNewer === thread.hasNewer &&
    messages.length === thread.messages.length &&
    messages.every((message, index) => message === thread.messages[index]);
  return same ? thread : { messages, hasOlder, hasNewer };
};

const withEnds = (thread: Thread, hasOlder: boolean, hasNewer: boolean): Thread =>
  hasOlder === thread.hasOlder && hasNewer === thread.hasNewer ? thread : { ...thread, hasOlder, hasNewer };

/**
 * The thread with an older page before it (asked `before` its first seq), or a newer one behind it (asked `after` its
 * last). A page that cannot lie there is not joined: that end is then marked as not loaded up to.
 */
export const threadWithPage = (thread: Thread, page: HistoryPage): Thread => {
  const first = thread.messages[0];
  const last = thread.messages.at(-1);
  const pageFirst = page.messages[0];
  const pageLast = page.messages.at(-1);
  if (!first || !last) return page;
  // An empty page tells of the end where it found nothing.
  if (!pageFirst || !pageLast) {
    return withEnds(thread, thread.hasOlder && page.hasOlder, thread.hasNewer && page.hasNewer);
  }
  if (pageLast.seq < first.seq) {
    return thread.hasOlder && page.hasNewer
      ? { ...thread, messages: [...page.messages, ...thread.messages], hasOlder: page.hasOlder }
      : withEnds(thread, true, thread.hasNewer);
  }
  if (pageFirst.seq > last.seq) {
    return thread.hasNewer && page.hasOlder
      ? { ...thread, messages: [...thread.messages, ...page.messages], hasNewer: page.hasNewer }
      : withEnds(thread, thread.hasOlder, true);
  }
  return joined(thread, page);
};

/** After a reset: joined with the fresh newest page when the two touch, replaced by it when there may be a hole between. */
export const threadReloaded = (thread: Thread, fresh: HistoryPage): Thread => {
  const last = thread.messages.at(-1);
  const freshFirst = fresh.messages[0];
  const freshLast = fresh.messages.at(-1);
  if (!last || !freshFirst || !freshLast) return fresh;
  return freshFirst.seq <= last.seq && freshLast.seq >= last.seq ? joined(thread, fresh) : fresh;
};

/** An accepted draft has a place. Outside of the loaded stretch it is not to be shown, its message stands there. */
const isInSight = ({ messages, hasOlder, hasNewer }: Thread, seq: number): boolean => {
  const first = messages[0]?.seq ?? Infinity;
  const last = messages.at(-1)?.seq ?? 0;
  return (seq > first || !hasOlder) && (seq < last || !hasNewer);
};

const factOf = (item: ThreadItem): Message | Draft => (item.type === 'message' ? item.message : item.draft);

/**
 * What the screen shows: the messages, with the accepted drafts that have not arrived among them at their places, then
 * the other drafts. A draft is hidden the moment its message is here. What also stands in `shown` (the items before)
 * comes back as the same object, so that a screen draws only what changed.
 */
export const threadItems = (
  thread: Thread,
  drafts: readonly Draft[],
  roomId: RoomId,
  shown: readonly ThreadItem[] = [],
): readonly ThreadItem[] => {
  const items = arranged(thread, drafts, roomId);
  const held = new Map(shown.map((item) => [factOf(item), item]));
  return items.map((item) => held.get(factOf(item)) ?? item);
};

const arranged = (thread: Thread, drafts: readonly Draft[], roomId: RoomId): readonly ThreadItem[] => {
  const own = drafts.filter((draft) => draft.roomId === roomId);
  const items: ThreadItem[] = thread.messages.map((message) => ({ type: 'message', message }));
  if (own.length === 0) return items;
  const here = new Set(thread.messages.map((message) => message.id));
  const waiting: ThreadItem[] = [];
  for (const draft of own) {
    if (here.has(draft.id)) continue;
    const { state } = draft;
    if (state.status !== 'accepted') waiting.push({ type: 'draft', draft });
    else if (isInSight(thread, state.seq)) {
      const behind = items.findIndex((item) => item.type === 'message' && item.message.seq > state.seq);
      items.splice(behind === -1 ? items.length : behind, 0, { type: 'draft', draft });
    }
  }
  return [...items, ...waiting];
};
