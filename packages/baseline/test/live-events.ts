import { member } from './tape.ts';
import type { Json } from './tape.ts';

/** The live events that a frame carries; `null`: it is an answer to a call. */
export const liveEvents = (frame: Json): Json[] | null => {
  const result = member(frame, 'result');
  const data = member(result, 'data');
  const events = member(data, 'data') ?? data;
  return member(result, 'id') !== undefined && Array.isArray(events) ? events : null;
};
