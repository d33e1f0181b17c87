import type { Json } from './tape.ts';

/** What a server chooses anew each time: ids, tokens, cursors. */
const isChosen = (text: string): boolean => /^[\w-]{20,}$|^\w+\.\d+$/.test(text);

/** Whether someone is there, and since when, hangs on the moment of the asking. */
const ofTheMoment = new Set(['active', 'lastActiveAt', 'stack']);

/**
 * Whether today's answer still has everything that the recorded one had, of the same kind; more is welcome. Answers where
 * it does not, and learns which ids stand for the recorded ones.
 */
export const misfits = (was: Json, is: Json | undefined, learned: Map<Json, Json>, path = ''): string[] => {
  if (is === undefined) return [`${path} is gone`];
  if (was === null || is === null) return was === is || was === null ? [] : [`${path} is null`];
  if (Array.isArray(was)) {
    if (!Array.isArray(is)) return [`${path} is no list any more`];
    return was.flatMap((entry, n) => misfits(entry, is[n], learned, `${path}[${n}]`));
  }
  if (typeof was === 'object') {
    if (typeof is !== 'object' || Array.isArray(is)) return [`${path} is no object any more`];
    return Object.entries(was)
      .filter(([key]) => !ofTheMoment.has(key))
      .flatMap(([key, entry]) => misfits(entry, is[key], learned, `${path}.${key}`));
  }
  if (typeof was !== typeof is) return [`${path} was ${JSON.stringify(was)} and is ${JSON.stringify(is)}`];
  const isFree = typeof was === 'number' || (typeof was === 'string' && isChosen(was));
  if (was !== is && !isFree) return [`${path} was ${JSON.stringify(was)} and is ${JSON.stringify(is)}`];
  // Small numbers are counts and the ids of calls: they stand for themselves.
  if (typeof was !== 'number' || was > 1_000_000) learned.set(was, is);
  return [];
};

/** The recorded value, with today's ids. */
export const today = (was: Json, learned: ReadonlyMap<Json, Json>): Json => {
  if (Array.isArray(was)) return was.map((entry) => today(entry, learned));
  if (typeof was === 'object' && was !== null) {
    return Object.fromEntries(Object.entries(was).map(([key, entry]) => [key, today(entry, learned)]));
  }
  return learned.get(was) ?? was;
};
