/** Something that is wrong with the line, until it is mended. `using` mends it at the end of the block. */
export interface Fault extends Disposable {
  /** Idempotent. */
  mend(): void;
}

export const createFault = (mend: () => void): Fault => ({ mend, [Symbol.dispose]: mend });
