import type { Readable } from '@duet/sdk';
import { useCallback, useSyncExternalStore } from 'react';

export const useReadable = <T>(readable: Readable<T>): T => {
  const subscribe = useCallback((listener: () => void) => readable.subscribe(listener), [readable]);
  return useSyncExternalStore(subscribe, () => readable.get());
};
