import type { Draft, Message, Seq, ThreadItem, UserId } from '@duet/sdk';
import { isBigEmoji } from './big-emoji.ts';

/** A centred time stands where this much has passed. */
const separatorGapMs = 3_600_000;

export type BubbleRow = {
  kind: 'bubble';
  key: string;
  item: ThreadItem;
  mine: boolean;
  /** Its place in a run of one sender. */
  startsRun: boolean;
  endsRun: boolean;
  /** A bubble of its run touches it there. One emoji alone has none to touch. */
  above: boolean;
  below: boolean;
  big: boolean;
  /** My newest message that the peer has read, with no word of theirs behind it. */
  seen: boolean;
};

/** Whatever may come or go above a bubble is a row of its own, so that an older page never moves the bubble in it. */
export type ThreadRow =
  | { kind: 'intro'; key: 'intro' }
  | { kind: 'time'; key: string; at: number }
  | { kind: 'unread'; key: 'unread' }
  | { kind: 'system'; key: string; message: Message }
  | BubbleRow;

const senderOf = (item: ThreadItem, me: UserId): UserId => (item.type === 'message' ? item.message.senderId : me);
const draftTime = ({ state, writtenAt }: Draft): number => (state.status === 'accepted' ? state.sentAt : writtenAt);
const timeOf = (item: ThreadItem): number => (item.type === 'message' ? item.message.sentAt : draftTime(item.draft));
/** A draft and the message it becomes are one row: an id is unique to its sender. */
const keyOf = (item: ThreadItem, me: UserId): string =>
  `${senderOf(item, me)}:${item.type === 'message' ? item.message.id : item.draft.id}`;
const isSystem = (item: ThreadItem): boolean => item.type === 'message' && item.message.kind === 'system';

const seenMessage = (items: readonly ThreadItem[], me: UserId, peerReadSeq: Seq): Message | null => {
  const last = items.findLast((item) => item.type === 'message' && item.message.seq <= peerReadSeq);
  const answered = items.findLast((item) => item.type === 'message' && item.message.senderId !== me);
  if (last?.type !== 'message' || last.message.senderId !== me) return null;
  return answered?.type === 'message' && answered.message.seq > last.message.seq ? null : last.message;
};

/** Who has answered has read: from then on the line would only part what belongs together. */
const hasAnswered = (items: readonly ThreadItem[], me: UserId, unreadFrom: Seq): boolean =>
  items.some((item) =>
    item.type === 'draft'
      ? item.draft.state.status !== 'refused'
      : item.message.senderId === me && item.message.seq > unreadFrom,
  );

export type RowsInput = {
  items: readonly ThreadItem[];
  me: UserId;
  hasOlder: boolean;
  /** Stands under the line "New messages" until one answers; `null`: no line. */
  unreadFrom: Seq | null;
  peerReadSeq: Seq;
};

export const threadRows = ({ items, me, hasOlder, unreadFrom, peerReadSeq }: RowsInput): ThreadRow[] => {
  const rows: ThreadRow[] = hasOlder ? [] : [{ kind: 'intro', key: 'intro' }];
  const seen = seenMessage(items, me, peerReadSeq);
  const lineAt = unreadFrom === null || hasAnswered(items, me, unreadFrom) ? null : unreadFrom;
  let run: BubbleRow | null = null;

  items.forEach((item, index) => {
    const before = items[index - 1];
    const at = timeOf(item);
    const key = keyOf(item, me);
    // What stands before the first loaded message is not known while there are older ones.
    const gap = before ? at - timeOf(before) >= separatorGapMs : !hasOlder;
    if (gap) rows.push({ kind: 'time', key: `time:${key}`, at });
    const unread = item.type === 'message' && item.message.seq === lineAt;
    if (unread) rows.push({ kind: 'unread', key: 'unread' });

    if (item.type === 'message' && isSystem(item)) {
      rows.push({ kind: 'system', key, message: item.message });
      run = null;
      return;
    }
    const mine = senderOf(item, me) === me;
    const joins: boolean = run !== null && run.mine === mine && !gap && !unread;
    const text = item.type === 'message' ? item.message.text : item.draft.text;
    const big = (item.type === 'draft' || item.message.status === 'sent') && isBigEmoji(text);
    const touches: boolean = joins && run !== null && !run.big && !big;
    if (joins && run) {
      run.endsRun = false;
      run.below = touches;
    }
    const row: BubbleRow = {
      kind: 'bubble',
      key,
      item,
      mine,
      startsRun: !joins,
      endsRun: true,
      above: touches,
      below: false,
      big,
      seen: item.type === 'message' && item.message === seen,
    };
    rows.push(row);
    run = row;
  });
  return rows;
};

/** Nothing to draw anew: rows are made with every change of the thread, most of them as they were. */
export const sameRow = (a: ThreadRow, b: ThreadRow): boolean =>
  a === b || (a.kind === b.kind && Object.entries(a).every(([name, value]) => Object.is(Reflect.get(b, name), value)));

/** How high a row is before it was measured: near enough that a scroll bar does not jump. */
export const rowHeight = (row: ThreadRow | undefined): number => {
  switch (row?.kind) {
    case undefined:
      return 40;
    case 'intro':
      return 240;
    case 'time':
    case 'unread':
    case 'system':
      return 48;
    case 'bubble': {
      const text = row.item.type === 'message' ? row.item.message.text : row.item.draft.text;
      const lines = Math.max(1, Math.ceil(text.length / 48));
      return (row.big ? 60 : 16 + Math.min(lines, 40) * 20) + (row.endsRun ? 10 : 2) + (row.seen ? 20 : 0);
    }
  }
};
