import type { UserId } from '@duet/sdk';
import { createFault } from '../fault.ts';
import type { Fault } from '../fault.ts';

/** An answer that is on its way and is to be lost. */
export interface Loss {
  /** It came. Whether to lose it: not when the line was mended meanwhile. */
  came(): boolean;
  /** It will not come: the next one is lost instead. */
  cameNever(): void;
}

/** What is wrong with the line now. */
export interface Faults {
  /** Whether nothing of this person gets through. */
  isCut(who: UserId | null): boolean;
  /** Calls back when a person's line is cut. Returns the way not to be told. */
  onCut(listener: (who: UserId) => void): () => void;
  /** To be asked when a send of this person goes out. `null`: its answer shall arrive. */
  lossFor(who: UserId | null): Loss | null;
  /** How long what is said now is on its way, in ms. */
  delay(): number;
  cut(who: UserId): Fault;
  /** `lost` is called when it is. */
  loseAnswer(who: UserId, lost: () => void): Fault;
  slow(ms: number): Fault;
}

export const createFaults = (): Faults => {
  const cuts = new Set<{ who: UserId }>();
  const losses = new Set<{ who: UserId; lost: () => void; isExpected: boolean }>();
  const delays = new Set<{ ms: number }>();
  const listeners = new Set<(who: UserId) => void>();

  const during = <T>(faults: Set<T>, fault: T): Fault => {
    faults.add(fault);
    return createFault(() => void faults.delete(fault));
  };

  return {
    isCut: (who) => [...cuts].some((cut) => cut.who === who),
    onCut(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    lossFor(who) {
      const loss = [...losses].find((one) => one.who === who && !one.isExpected);
      if (!loss) return null;
      loss.isExpected = true;
      return {
        came() {
          const stands = losses.delete(loss);
          if (stands) loss.lost();
          return stands;
        },
        cameNever() {
          loss.isExpected = false;
        },
      };
    },
    delay: () => [...delays].reduce((sum, { ms }) => sum + ms, 0),
    cut(who) {
      const fault = during(cuts, { who });
      for (const listener of [...listeners]) listener(who);
      return fault;
    },
    loseAnswer: (who, lost) => during(losses, { who, lost, isExpected: false }),
    slow(ms) {
      if (!(ms >= 0)) throw new RangeError(`a line cannot be ${ms} ms slower`);
      return during(delays, { ms });
    },
  };
};
