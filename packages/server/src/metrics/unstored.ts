import type { Seq } from '@duet/protocol';

/** What was accepted here and is not known to be stored, since when. */
export interface Unstored {
  add(seqs: readonly Seq[]): void;
  /** Forgets what is stored; after how many seconds each was. */
  take(through: Seq): number[];
  readonly count: () => number;
  /** In seconds; 0 when there is none. */
  readonly oldest: () => number;
}

export const createUnstored = (now: () => number): Unstored => {
  // In the order of their acceptance, which is that of their age.
  const since = new Map<Seq, number>();
  return {
    add(seqs) {
      const time = now();
      for (const seq of seqs) since.set(seq, time);
    },
    take(through) {
      const time = now();
      const taken = [...since].filter(([seq]) => seq <= through);
      for (const [seq] of taken) since.delete(seq);
      return taken.map(([, at]) => (time - at) / 1000);
    },
    count: () => since.size,
    oldest() {
      const [at] = since.values();
      return at === undefined ? 0 : (now() - at) / 1000;
    },
  };
};
