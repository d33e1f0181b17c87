import { keyOf } from './world.ts';
import type { Stored, World } from './world.ts';

/** Sees everything, also what nobody in the model can know, and says which promise was broken. */
export interface Witness {
  readonly broken: string[];
  fault(text: string): void;
  /** Someone was shown or told this. */
  saw(message: Stored): void;
  accepted(epoch: number, message: Stored): void;
  /** Everything accepted in this epoch up to here is said to be stored. */
  watermark(world: World, epoch: number, storedThrough: number): void;
  acknowledged(key: string, seq: number): void;
  /** What the sender had seen, or been told of, before it sent this. */
  sending(key: string, known: () => Map<string, number>): void;
  /** When all has come to rest. */
  judge(world: World): void;
}

export const createWitness = (): Witness => {
  const broken: string[] = [];
  const acceptedIn = new Map<number, Map<string, number>>();
  const bound = new Map<string, string>();
  const places = new Map<string, Set<number>>();
  const told = new Map<string, number>();
  const toldAt = new Set<string>();
  const before = new Map<string, Map<string, number>>();
  const fault = (text: string): void => void broken.push(text);

  const judgePlaces = ({ sql }: World): void => {
    for (const [key, seqs] of places) {
      if (seqs.size === 1) continue;
      // What was shown and lost before its sender had an answer may come back elsewhere: that much is conceded.
      const conceded =
        [...seqs].every((seq) => seq === sql.ids.get(key) || !toldAt.has(`${key} ${seq}`)) &&
        (!told.has(key) || sql.ids.get(key) === told.get(key));
      if (!conceded) fault(`moved or doubled: ${key}`);
    }
    for (const [key, seq] of told) {
      const stored = sql.ids.get(key);
      if (stored === undefined) fault(`acknowledged and lost: ${key}`);
      else if (stored !== seq) fault(`moved or doubled: ${key}`);
    }
  };

  const judgeOrder = ({ sql }: World): void => {
    for (const [key, known] of before) {
      const seq = sql.ids.get(key);
      for (const [earlier, was] of known) {
        const at = sql.ids.get(earlier);
        if (seq === undefined || at === undefined || seq > at) continue;
        if (at === was || toldAt.has(`${earlier} ${was}`))
          fault(`${key} stands before ${earlier}, which its sender knew`);
      }
    }
  };

  const judgeViews = ({ devices, sql }: World): void => {
    const shown = (messages: Iterable<Stored>): string =>
      [...messages]
        .toSorted((a, b) => a.seq - b.seq)
        .map((message) => `${message.seq} ${keyOf(message)}`)
        .join();
    for (const device of devices) {
      for (const [room, view] of device.view) {
        if (shown(view.values()) !== shown(sql.rows[room].values())) fault(`a hole or a ghost: ${device.name} ${room}`);
      }
    }
  };

  return {
    broken,
    fault,
    saw: (message) => {
      const place = `${message.room} ${message.seq}`;
      const key = keyOf(message);
      if ((bound.get(place) ?? key) !== key) fault(`one place, two messages: ${place}`);
      bound.set(place, key);
      places.set(key, (places.get(key) ?? new Set()).add(message.seq));
    },
    accepted: (epoch, message) => {
      const known = acceptedIn.get(epoch) ?? new Map<string, number>();
      acceptedIn.set(epoch, known.set(keyOf(message), message.seq));
    },
    watermark: ({ sql }, epoch, storedThrough) => {
      for (const [key, seq] of acceptedIn.get(epoch) ?? []) {
        if (seq <= storedThrough && !sql.ids.has(key)) fault(`the watermark lies: ${key} at ${seq}`);
      }
    },
    acknowledged: (key, seq) => {
      if ((told.get(key) ?? seq) !== seq) fault(`another answer to a retry: ${key}`);
      told.set(key, seq);
      toldAt.add(`${key} ${seq}`);
    },
    sending: (key, known) => {
      if (!before.has(key)) before.set(key, known());
    },
    judge: (world) => {
      judgePlaces(world);
      judgeOrder(world);
      judgeViews(world);
    },
  };
};
