import type { Random } from './random.ts';
import type { Safeguard } from './safeguards.ts';
import type { Witness } from './witness.ts';

/** A process of the model: wherever it yields, anything else may happen. */
export type Step<T> = Generator<undefined, T, undefined>;

export type RoomName = 'r0' | 'r1' | 'r2';
export type User = 'a' | 'b' | 'c';

export const roomNames: readonly RoomName[] = ['r0', 'r1', 'r2'];
export const members: Record<RoomName, readonly User[]> = { r0: ['a', 'b'], r1: ['a', 'c'], r2: ['b', 'c'] };
export const partitionOf: Record<RoomName, number> = { r0: 0, r1: 0, r2: 1 };
export const partitions = [0, 1] as const;

/** In steps of the scheduler, which stand for time. */
export const times = {
  jump: 1_000_000,
  skew: 100,
  young: 1_000,
  idKept: 1_500,
  windowKept: 4_000,
  unpublished: 150,
} as const;
export const windowBound = 12;

/** `written`: the time in the id, by its device's clock. */
export type Draft = { room: RoomName; sender: User; id: string; written: number };
export type Stored = Draft & { seq: number };
export const keyOf = ({ room, sender, id }: Draft): string => `${room} ${sender} ${id}`;

export type Partition = {
  epoch: number;
  replid: number;
  begun: number;
  last: number;
  stream: Stored[];
  ids: Map<string, { seq: number; expires: number | null; written: number }>;
  /** Place → when it was appended. */
  unpublished: Map<number, number>;
};

export type FeedWindow = {
  epoch: number;
  serial: number;
  newest: number;
  events: { offset: number; message: Stored }[];
  touched: number;
};

export type Redis = {
  readonly replid: number;
  skew: number;
  alive: boolean;
  partitions: (Partition | null)[];
  windows: Map<User, FeedWindow>;
  /** What a replica may have of it, oldest first. */
  history: { partitions: (Partition | null)[]; windows: Map<User, FeedWindow> }[];
};

export type Sql = {
  up: boolean;
  epoch: number;
  /** Who begins an epoch; `held`: and has the rows locked. */
  lock: Life | null;
  held: Life | null;
  partitions: { epoch: number; stored: number }[];
  gaps: { p: number; from: number; to: number }[];
  rows: Record<RoomName, Map<number, Stored>>;
  ids: Map<string, number>;
};

export type Node = { up: boolean; life: number; link: Redis; epoch: number | null; hint: number };
export type Life = { node: Node; life: number };

export type Cursor = { window: string; offset: number };
export type Heard =
  | { type: 'message'; window: string; offset: number; message: Stored }
  | { type: 'watermark'; epoch: number; storedThrough: number }
  | { type: 'cut' };

export type OutboxDraft = {
  id: string;
  written: number;
  state: 'new' | 'accepted' | 'again';
  seq: number;
  acknowledged: boolean;
  doubted: boolean;
};

export type Device = {
  name: string;
  user: User;
  node: Node;
  /** What its node has for it, while it is attached. */
  sink: Heard[] | null;
  cursor: Cursor | null;
  owesLoad: boolean;
  resets: number;
  rooms: RoomName[];
  view: Map<RoomName, Map<number, Stored>>;
  outbox: Map<RoomName, OutboxDraft[]>;
  online: boolean;
  back: number;
  clock: number;
};

export type World = {
  time: number;
  serial: number;
  /** No more faults: everything has to come to rest. */
  calm: boolean;
  primary: Redis;
  readonly sql: Sql;
  readonly nodes: Node[];
  readonly devices: Device[];
  readonly random: Random;
  readonly witness: Witness;
  /** Whether this safeguard is in its place. */
  has(safeguard: Safeguard): boolean;
  /** `of`: ends when this node does. */
  start(process: Step<void>, of?: Node): { done: boolean };
};

/** The outcome is not known. */
export class Unknown extends Error {}
/** Certainly nothing was written. */
export class Later extends Error {}
export const isExpected = (error: unknown): boolean => error instanceof Unknown || error instanceof Later;

export const isAlive = ({ node, life }: Life): boolean => node.up && node.life === life;
