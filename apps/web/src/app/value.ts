import type { Readable } from '@duet/sdk';

/** A `Readable` whose owner may change it. */
export interface Value<T> extends Readable<T> {
  /** Tells nobody when the value is the one that stands. */
  set(next: T): void;
}

export const createValue = <T>(initial: T): Value<T> => {
  const listeners = new Set<() => void>();
  let current = initial;
  return {
    get: () => current,
    set: (next) => {
      if (Object.is(next, current)) return;
      current = next;
      for (const listener of [...listeners]) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
};
