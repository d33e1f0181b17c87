import type { PersonKey } from './people.ts';

/** A line and who wrote it; or so many minutes in which nobody wrote. */
export type Line = readonly [PersonKey, string] | { readonly pause: number };

/** What two people wrote to each other, oldest first. */
export type Conversation = {
  readonly between: readonly [PersonKey, PersonKey];
  /** How many minutes before the demo's start the last line was written. */
  readonly endedAgo: number;
  /** How many of the last lines someone has not read yet. The other one has read everything. */
  readonly unread?: { readonly by: PersonKey; readonly lines: number };
  readonly lines: readonly Line[];
};

export const minutes = 1;
export const hours = 60;
export const days = 24 * hours;

export const pause = (length: number): Line => ({ pause: length });
