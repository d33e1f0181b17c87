import type { DurableEvent } from '@duet/protocol';
import { createUserWindow } from '../devices/user-window.ts';
import type { UserWindow, WindowBounds } from '../devices/user-window.ts';
import type { FoundWindow } from './user-feed.ts';

/** What this node holds of a user's window: the newest stretch of it, as far back as a device of the node needs. */
export interface Mirror extends UserWindow {
  /**
   * Takes over what was found in Redis. Under another epoch, or behind a hole that cannot be filled any more, it begins
   * anew there: its devices find that their place is gone.
   */
  take(found: FoundWindow): void;
  /** Adds what was told live. `false`: there is a hole before it, or it is of another epoch. */
  hear(told: { epoch: string; from: number; events: readonly DurableEvent[] }): boolean;
}

/** The most a window ever holds, for a read of all of it. */
const all = Number.MAX_SAFE_INTEGER;

export const createMirror = (found: FoundWindow, bounds: WindowBounds): Mirror => {
  const windowOf = ({ epoch, from, events }: FoundWindow): UserWindow => {
    const made = createUserWindow(epoch, bounds, from);
    for (const event of events) made.push(event);
    return made;
  };
  let window = windowOf(found);

  const hear: Mirror['hear'] = ({ epoch, from, events }) => {
    if (epoch !== window.epoch || from > window.newest) return false;
    for (const event of events.slice(window.newest - from)) window.push(event);
    return true;
  };

  return {
    get epoch() {
      return window.epoch;
    },
    get newest() {
      return window.newest;
    },
    push: (event) => window.push(event),
    holds: (offset) => window.holds(offset),
    read: (offset, limit) => window.read(offset, limit),
    cursorAt: (offset) => window.cursorAt(offset),
    resume: (after) => window.resume(after),
    hear,
    take: (again) => {
      const known = window;
      const newest = again.from + again.events.length;
      if (again.epoch !== known.epoch) {
        window = windowOf(again);
      } else if (again.from < known.newest && !known.holds(again.from)) {
        // Further back than it reached until now; what was heard meanwhile stays.
        if (newest < known.newest && !known.holds(newest)) return;
        window = windowOf(again);
        for (const event of known.read(newest, all)) window.push(event);
      } else if (!hear(again)) {
        window = windowOf(again);
      }
    },
  };
};
