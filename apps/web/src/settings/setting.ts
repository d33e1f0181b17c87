import type { Value } from '../app/value.ts';
import { createValue } from '../app/value.ts';
import type { TextStore } from '../storage/text-store.ts';

/** A choice that this browser remembers. */
export type Setting<T extends string> = Value<T>;

export const createSetting = <T extends string>(
  store: TextStore,
  key: string,
  choices: readonly T[],
  otherwise: T,
): Setting<T> => {
  const kept = store.get(key);
  const value = createValue<T>(choices.find((choice) => choice === kept) ?? otherwise);
  return {
    ...value,
    set: (next) => {
      store.set(key, next);
      value.set(next);
    },
  };
};
