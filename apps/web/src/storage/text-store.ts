/** Small texts that outlive a reload, read at once. */
export interface TextStore {
  get(key: string): string | null;
  set(key: string, text: string): void;
  remove(key: string): void;
  keys(): string[];
}

export const createMemoryTextStore = (): TextStore => {
  const texts = new Map<string, string>();
  return {
    get: (key) => texts.get(key) ?? null,
    set: (key, text) => void texts.set(key, text),
    remove: (key) => void texts.delete(key),
    keys: () => [...texts.keys()],
  };
};

/** Over localStorage. Where a browser forbids or fills it, memory serves: writing must never break on keeping. */
export const createBrowserTextStore = (storage: () => Storage): TextStore => {
  const memory = createMemoryTextStore();
  const attempt = <T>(work: (kept: Storage) => T): T | null => {
    try {
      return work(storage());
    } catch {
      return null;
    }
  };
  return {
    get: (key) => memory.get(key) ?? attempt((kept) => kept.getItem(key)),
    set: (key, text) => {
      const done = attempt((kept) => {
        kept.setItem(key, text);
        return true;
      });
      if (done) memory.remove(key);
      else memory.set(key, text);
    },
    remove: (key) => {
      memory.remove(key);
      attempt((kept) => kept.removeItem(key));
    },
    keys: () => [...new Set([...memory.keys(), ...(attempt((kept) => Object.keys(kept)) ?? [])])],
  };
};
