import type { Cursor, DurableEvent, ResetReason } from '@duet/protocol';
import { eventWeight } from './event-weight.ts';

/** How much of a user's feed is kept. */
export type WindowBounds = { readonly events: number; readonly bytes: number };

/** Where a cursor leads: a place in the window, or why it is none. */
export type Resumption = { ok: true; offset: number } | { ok: false; reason: ResetReason };

/** The newest events of one user, by dense offsets from 1; an offset means `everything up to here was taken`. */
export interface UserWindow {
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

/** `epoch`: unlike that of every other window, so that an old cursor is never taken for a place in this one. */
export const createUserWindow = (epoch: string, bounds: WindowBounds): UserWindow => {
  const events: { event: DurableEvent; weight: number }[] = [];
  let newest = 0;
  let bytes = 0;
  const holds = (offset: number): boolean => offset >= newest - events.length && offset <= newest;

  return {
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
      const [, ofEpoch, digits] = cursorForm.exec(after) ?? [];
      if (ofEpoch !== epoch) return { ok: false, reason: 'unknown_epoch' };
      const offset = Number(digits);
      return holds(offset) ? { ok: true, offset } : { ok: false, reason: 'out_of_window' };
    },
  };
};
