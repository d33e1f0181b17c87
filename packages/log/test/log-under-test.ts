import type { RoomId, UserId } from '@duet/protocol';
import type { Accepted, MessageLog } from '../src/index.ts';

/** The second member is the same person in every room. */
export type TestRoom = { readonly id: RoomId; readonly members: readonly [UserId, UserId] };

/** A log and the world around it. What was written outlives `restart`. */
export interface LogUnderTest extends AsyncDisposable {
  /** After a restart another one. */
  readonly log: MessageLog;
  /** All that was told, of every log of this test. */
  readonly accepted: Accepted[];
  /** Milliseconds; turn it as you like. */
  readonly clock: { now: number };
  newRoom(): Promise<TestRoom>;
  block(room: TestRoom): Promise<void>;
  unblock(room: TestRoom): Promise<void>;
  restart(): Promise<void>;
}

export type OpenLog = () => Promise<LogUnderTest>;
