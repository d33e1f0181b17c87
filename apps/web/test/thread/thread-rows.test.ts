import type { Draft, Message } from '@duet/sdk';
import { describe, expect, it } from 'vitest';
import { sameRow, threadRows } from '../../src/thread/thread-rows.ts';
import type { RowsInput, ThreadRow } from '../../src/thread/thread-rows.ts';
import { draft, me, message, peer } from './made.ts';

const rowsOf = (messages: Message[], drafts: Draft[] = [], more: Partial<RowsInput> = {}): ThreadRow[] =>
  threadRows({
    items: [
      ...messages.map((one) => ({ type: 'message', message: one }) as const),
      ...drafts.map((one) => ({ type: 'draft', draft: one }) as const),
    ],
    me,
    hasOlder: false,
    unreadFrom: null,
    peerReadSeq: 0,
    ...more,
  });
const bubbles = (rows: ThreadRow[]) => rows.filter((row) => row.kind === 'bubble');
const kinds = (rows: ThreadRow[]) => rows.map((row) => row.kind).join(' ');
const runs = (rows: ThreadRow[]) =>
  bubbles(rows)
    .map(({ startsRun, endsRun }) => `${startsRun ? '[' : ''}x${endsRun ? ']' : ''}`)
    .join(' ');

describe('runs', () => {
  it('joins what one sender writes in a row', () => {
    expect(runs(rowsOf([message(1, me), message(2, me), message(3, peer), message(4, me)]))).toBe('[x x] [x] [x]');
  });

  it('are cut by a time, by the unread line and by a message of the system', () => {
    expect(runs(rowsOf([message(1, me), message(2, me, 60)]))).toBe('[x] [x]');
    expect(runs(rowsOf([message(1, peer), message(2, peer)], [], { unreadFrom: 2 }))).toBe('[x] [x]');
    expect(runs(rowsOf([message(1, me), { ...message(2, me), kind: 'system' }, message(3, me)]))).toBe('[x] [x]');
  });

  it('are parted by the unread line until one answers', () => {
    const unread = [message(1, peer), message(2, peer)];
    expect(kinds(rowsOf(unread, [], { unreadFrom: 2 }))).toContain('unread');
    expect(kinds(rowsOf([...unread, message(3, me)], [], { unreadFrom: 2 }))).not.toContain('unread');
    expect(kinds(rowsOf(unread, [draft(3)], { unreadFrom: 2 }))).not.toContain('unread');
    expect(kinds(rowsOf([message(0, me), ...unread], [], { unreadFrom: 2 }))).toContain('unread');
  });

  it('touch where a bubble follows a bubble, and not around an emoji that has none', () => {
    const rows = rowsOf([message(1, me), message(2, me), message(3, me, 0, '💧'), message(4, me)]);
    expect(bubbles(rows).map(({ above, below }) => [above, below])).toEqual([
      [false, true],
      [true, false],
      [false, false],
      [false, false],
    ]);
    expect(runs(rows)).toBe('[x x x x]');
  });

  it('take a draft for a message of mine', () => {
    expect(runs(rowsOf([message(1, me)], [draft(2)]))).toBe('[x x]');
  });
});

describe('separators', () => {
  it('stand at the beginning and where an hour passed', () => {
    expect(kinds(rowsOf([message(1, me), message(2, me, 59), message(3, me, 119)]))).toBe(
      'intro time bubble bubble time bubble',
    );
  });

  it('are not known at the top while there are older messages, so that an older page moves nothing', () => {
    const page = [message(3, me, 200), message(4, me, 201)];
    const before = rowsOf(page, [], { hasOlder: true });
    const after = rowsOf([message(1, peer, 0), ...page]);
    expect(kinds(before)).toBe('bubble bubble');
    const kept = new Map(after.map((row) => [row.key, row]));
    for (const row of before) expect(kept.get(row.key)?.kind).toBe(row.kind);
  });
});

describe('keys', () => {
  it('are unique, also when both people use one id', () => {
    const twin = { ...message(2, peer), id: message(1, me).id };
    const keys = rowsOf([message(1, me), twin]).map((row) => row.key);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('stay when a draft becomes its message', () => {
    const [asDraft] = bubbles(rowsOf([], [draft(5)]));
    const [asMessage] = bubbles(rowsOf([message(5, me)]));
    expect(asDraft?.key).toBe(asMessage?.key);
  });
});

describe('seen', () => {
  const seen = (messages: Message[], peerReadSeq: number) =>
    bubbles(rowsOf(messages, [], { peerReadSeq })).flatMap((row) =>
      row.seen && row.item.type === 'message' ? [row.item.message.seq] : [],
    );

  it('stands under my last message that was read', () => {
    expect(seen([message(1, me), message(2, me), message(3, me)], 2)).toEqual([2]);
    expect(seen([message(1, me)], 0)).toEqual([]);
  });

  it('is gone once there is an answer', () => {
    expect(seen([message(1, me), message(2, peer)], 2)).toEqual([]);
    expect(seen([message(1, me), message(2, peer), message(3, me)], 3)).toEqual([3]);
  });
});

it('draws only the rows anew that a change is about', () => {
  const items = [message(1, me), message(2, peer), message(3, me)].map(
    (one) => ({ type: 'message', message: one }) as const,
  );
  const more = { type: 'message', message: message(4, me) } as const;
  const rowsOver = (shown: RowsInput['items']) =>
    threadRows({ items: shown, me, hasOlder: true, unreadFrom: null, peerReadSeq: 0 });
  const before = rowsOver(items);
  const after = rowsOver([...items, more]);
  expect(before.map((row, index) => after[index] !== undefined && sameRow(row, after[index]))).toEqual([
    true,
    true,
    // It does not end its run any more.
    false,
  ]);
});
