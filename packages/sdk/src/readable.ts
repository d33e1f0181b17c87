/** A value that changes, for `useSyncExternalStore` and its like: `get()` is the same object until the next change. */
export interface Readable<T> {
  /** What it is now. */
  get(): T;
  /** Calls back after each change; returns the way to stop it. */
  subscribe(listener: () => void): () => void;
}
