import { useCallback, useSyncExternalStore } from 'react';
import type { Readable } from '../readable.ts';

/** What `select` takes of a value that changes: a component draws again only when that is another one. */
export const useSelected = <T, S>(readable: Readable<T>, select: (value: T) => S): S => {
  const subscribe = useCallback((listener: () => void) => readable.subscribe(listener), [readable]);
  const get = () => select(readable.get());
  return useSyncExternalStore(subscribe, get, get);
};

/** The value that a `Readable` of the client holds (drafts, the raw connection state), now and after each change. */
export const useReadable = <T>(readable: Readable<T>): T => useSelected(readable, (value) => value);
