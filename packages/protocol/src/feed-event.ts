import type { RoomId, Seq, UserId } from './ids.ts';
import type { Message } from './message.ts';
import type { Room } from './room.ts';

/** Why a device has to load again: it just began, or its place is not, or not any more, in the feed's window. */
export type ResetReason = 'start' | 'unknown_epoch' | 'out_of_window' | 'overflow';

/** Events that take an offset and a place in the window: after a gap they are told again, or `reset` is. */
export type DurableEvent =
  | { type: 'message'; message: Message }
  | { type: 'messageChanged'; message: Message }
  | { type: 'room'; room: Room }
  | { type: 'read'; roomId: RoomId; userId: UserId; seq: Seq };

/** Events that ride on the current cursor and are lost with a connection. Not promised. */
export type EphemeralEvent =
  | { type: 'typing'; roomId: RoomId; userId: UserId }
  | { type: 'presence'; userId: UserId; active: boolean; lastActiveAt: number | null };

/** Events about the feed itself. */
export type ControlEvent =
  /** What was loaded may have holes: load list and history again. */
  | { type: 'reset'; reason: ResetReason }
  /** Everything accepted since the last reset with a seq up to `storedThrough` is committed in SQL. */
  | { type: 'heartbeat'; storedThrough: Seq };

/** Everything that the feed tells. A newer server may tell of kinds that are not here: they are passed over. */
export type FeedEvent = DurableEvent | EphemeralEvent | ControlEvent;
