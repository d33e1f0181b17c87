import { closeReasonOf } from '@duet/protocol';
import { backOffMs } from './back-off.ts';
import type { ConnectionState } from './connection-state.ts';
import type { Readable } from './readable.ts';
import { createState } from './state.ts';

/** A socket that closed sooner than this was no success: a server that accepts and drops must not be hammered. */
const steadyMs = 10_000;
/** A handshake that takes longer than this will not come to an end. */
const handshakeMs = 15_000;

type StopReason = Extract<ConnectionState, { status: 'stopped' }>['reason'];

/** What the connection knows of itself: `ConnectionState`, and what only the next step needs. */
export type Life =
  | { status: 'connecting'; failures: number }
  | { status: 'live'; failures: number; since: number }
  | { status: 'waiting'; failures: number; retryAt: number }
  | { status: 'stopped'; reason: StopReason };

export type LifeEvent =
  | { type: 'opened'; at: number }
  /** `code`: the close code, `null` when the line was cut or never came up. `chance`: 0 up to 1. */
  | { type: 'closed'; at: number; code: number | null; chance: number }
  | { type: 'retry' }
  | { type: 'stop'; reason: StopReason };

const fatal = (code: number | null): 'signed_out' | 'expired' | null => {
  const reason = code === null ? null : closeReasonOf(code);
  return reason === 'signed_out' || reason === 'expired' ? reason : null;
};

/** The machine. The same object when the event means nothing in this state. */
export const lifeAfter = (life: Life, event: LifeEvent): Life => {
  if (life.status === 'stopped') return life;
  switch (event.type) {
    case 'opened':
      return life.status === 'connecting' ? { status: 'live', failures: life.failures, since: event.at } : life;
    case 'closed': {
      if (life.status === 'waiting') return life;
      const ended = fatal(event.code);
      if (ended) return { status: 'stopped', reason: ended };
      const steady = life.status === 'live' && event.at - life.since >= steadyMs;
      const failures = steady ? 1 : life.failures + 1;
      return { status: 'waiting', failures, retryAt: event.at + backOffMs(failures, event.chance) };
    }
    case 'retry':
      return life.status === 'waiting' ? { status: 'connecting', failures: life.failures } : life;
    case 'stop':
      return { status: 'stopped', reason: event.reason };
    default:
      return event satisfies never;
  }
};

const shown = (life: Life): ConnectionState => {
  switch (life.status) {
    case 'connecting':
    case 'live':
      return { status: life.status };
    case 'waiting':
      return { status: 'waiting', retryAt: life.retryAt, attempt: life.failures };
    case 'stopped':
      return life;
    default:
      return life satisfies never;
  }
};

/** One socket on its way or open. After `hangUp` it tells nothing. */
export type Dialled = {
  /** Gives the socket up unless the server says something soon. */
  probe(): void;
  hangUp(): void;
};
/** Starts one socket and tells what becomes of it. */
export type Dial = (on: { opened(): void; closed(code: number | null): void }) => Dialled;

export interface Connection {
  readonly state: Readable<ConnectionState>;
  /** Skips the wait; a socket that is open is asked whether it still is. */
  wake(): void;
  /** The socket that there is serves no more: another one, after a wait. */
  redial(): void;
  stop(reason: StopReason): void;
}

/** One socket after the other, until something fatal. Dials at once. */
export const createConnection = (options: { dial: Dial; now: () => number; random: () => number }): Connection => {
  const { dial, now, random } = options;
  let life: Life = { status: 'connecting', failures: 0 };
  let leave: (() => void) | null = null;
  let dialled: Dialled | null = null;
  const state = createState<ConnectionState>(shown(life));

  const apply = (event: LifeEvent): void => {
    const next = lifeAfter(life, event);
    if (next === life) return;
    const before = life.status;
    life = next;
    // From connecting to live the socket stays; every other step ends what the old state had started.
    if (!(before === 'connecting' && next.status === 'live')) {
      leave?.();
      leave = enter(next);
    }
    // What `enter` did may have moved on.
    if (life === next) state.set(shown(next));
  };

  const enter = (entered: Life): (() => void) | null => {
    switch (entered.status) {
      case 'connecting': {
        const closed = (code: number | null) => apply({ type: 'closed', at: now(), code, chance: random() });
        const deadline = setTimeout(() => closed(null), handshakeMs);
        const socket = dial({
          opened() {
            clearTimeout(deadline);
            apply({ type: 'opened', at: now() });
          },
          closed,
        });
        dialled = socket;
        return () => {
          clearTimeout(deadline);
          dialled = null;
          socket.hangUp();
        };
      }
      case 'waiting': {
        const timer = setTimeout(() => apply({ type: 'retry' }), Math.max(0, entered.retryAt - now()));
        return () => clearTimeout(timer);
      }
      case 'live':
      case 'stopped':
        return null;
      default:
        return entered satisfies never;
    }
  };

  leave = enter(life);
  return {
    state,
    wake() {
      if (life.status === 'live') dialled?.probe();
      else apply({ type: 'retry' });
    },
    redial: () => apply({ type: 'closed', at: now(), code: null, chance: random() }),
    stop: (reason) => apply({ type: 'stop', reason }),
  };
};
