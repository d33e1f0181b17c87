import type { Seq } from '@duet/protocol';

/** What was accepted here and is not known to be stored, since when: for how long storing takes. */
export interface Unstored {
  add(seqs: readonly Seq[]): void;
  /** Forgets what is stored; after how many seconds each was. */
  take(through: Seq): number[];
}

/** While SQL is away no more than these are measured: each costs memory. */
const mostMeasured = 20_000;

export const createUnstored = (now: () => number): Unstored => {
  const since = new Map<Seq, number>();
  let taken: Seq = 0;
  return {
    add(seqs) {
      const time = now();
      for (const seq of seqs) if (since.size < mostMeasured) since.set(seq, time);
    },
    take(through) {
      // Whatever was added since stands behind it.
      if (through <= taken) return [];
      taken = through;
      const time = now();
      const seconds: number[] = [];
      for (const [seq, at] of since) {
        if (seq > through) continue;
        since.delete(seq);
        seconds.push((time - at) / 1000);
      }
      return seconds;
    },
  };
};
