import type { Cursor, DurableEvent, ResetReason } from '@duet/protocol';
import { eventWeight } from './event-weight.ts';

/** How much of a user's feed is kept. */
export type WindowBounds = { readonly events: number; readonly bytes: number };

/** Where a cursor leads: a place in the window, or why it is none. */
export type Resumption = { ok: true; offset: number } | { ok: false; reason: ResetReason };

/** The newest events of one user, by dense offsets from 1; an offset means `everything up to here was taken`. */
export interface UserWindow {
  /** Unlike that of every other window, so that an old cursor is never taken for a place in this one. */
  readonly epoch: string;
  push(event: DurableEvent): void;
  /** The offset of the newest event. */
  readonly newest: number;
  /** Whether everything behind this offset is still there. */
  holds(offset: number): boolean;
  /** The events behind an offset that it holds, at most `limit`. */
  read(offset: number, limit: number): DurableEvent[];
  cursorAt(offset: number): Cursor;
  resume(after: Cursor | null): Resumption;
}

const cursorForm = /^([0-9a-z]+)\.(0|[1-9][0-9]{0,15})$/;

/** Where a cursor says it is; `null` for what is none. */
export const parseCursor = (cursor: Cursor): { epoch: string; offset: number } | null => {
  const [, epoch, digits] = cursorForm.exec(cursor) ?? [];
  return epoch === undefined ? null : { epoch, offset: Number(digits) };
};

/** `chance`: from 0 to below 1, like `Math.random`. */
export const newWindowEpoch = (chance: () => number): string =>
  Math.floor(chance() * Number.MAX_SAFE_INTEGER).toString(36);

/** `start`: the offset of what came last before it. */
export const createUserWindow = (epoch: string, bounds: WindowBounds, start = 0): UserWindow => {
  const events: { event: DurableEvent; weight: number }[] = [];
  let newest = start;
  let bytes = 0;
  const holds = (offset: number): boolean => offset >= newest - events.length && offset <= newest;

  return {
    epoch,
    push: (event) => {
      const weight = eventWeight(event);
      events.push({ event, weight });
      newest += 1;
      bytes += weight;
      while (events.length > bounds.events || bytes > bounds.bytes) bytes -= events.shift()?.weight ?? bytes;
    },
    get newest() {
      return newest;
    },
    holds,
    read: (offset, limit) => {
      const start = offset - (newest - events.length);
      return events.slice(start, start + limit).map((kept) => kept.event);
    },
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- here cursors are made.
    cursorAt: (offset) => `${epoch}.${offset}` as Cursor,
    resume: (after) => {
      if (after === null) return { ok: false, reason: 'start' };
      const place = parseCursor(after);
      if (place?.epoch !== epoch) return { ok: false, reason: 'unknown_epoch' };
      return holds(place.offset) ? { ok: true, offset: place.offset } : { ok: false, reason: 'out_of_window' };
    },
  };
};
