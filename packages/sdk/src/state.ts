import { apart } from './apart.ts';
import type { Readable } from './readable.ts';

/** A `Readable` and the right to change it: kept by the part that owns the value. */
export interface State<T> extends Readable<T> {
  /** Calls the listeners back unless it is the same value. */
  set(value: T): void;
}

export const createState = <T>(initial: T): State<T> => {
  const listeners = new Set<() => void>();
  let value = initial;
  return {
    get: () => value,
    set(next) {
      if (Object.is(next, value)) return;
      value = next;
      for (const listener of Array.from(listeners)) apart(listener);
    },
    subscribe(listener) {
      // Each subscription is its own, also when the same function subscribes twice.
      const entry = () => listener();
      listeners.add(entry);
      return () => void listeners.delete(entry);
    },
  };
};
