/** Which keys something was done for a short while ago. Forgets by itself: never more keys than one window saw. */
export interface Recently {
  /** Milliseconds until the key's window is over; 0 when none is open. */
  remaining(key: string): number;
  /** Opens the key's window. */
  mark(key: string): void;
  /** Ends it early. */
  forget(key: string): void;
}

export const createRecently = (window: number, now: () => number): Recently => {
  // In the order of marking, so the oldest stand in front.
  const marked = new Map<string, number>();

  const forgetOld = (time: number): void => {
    for (const [key, at] of marked) {
      if (at <= time && time < at + window) return;
      marked.delete(key);
    }
  };

  return {
    remaining(key) {
      const at = marked.get(key);
      const time = now();
      // A clock that was set back opens every window early, which costs one notice more.
      return at === undefined || at > time ? 0 : Math.max(0, at + window - time);
    },
    mark(key) {
      const time = now();
      forgetOld(time);
      marked.delete(key);
      marked.set(key, time);
    },
    forget: (key) => void marked.delete(key),
  };
};
