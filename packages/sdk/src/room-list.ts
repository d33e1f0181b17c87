import type { FeedEvent, Message, Room, RoomId, RoomPage, UserId } from '@duet/protocol';

/** My rooms, newest first: what `room.list` answered, and the pages behind it. */
export type RoomList = RoomPage;

/** The list after one event. The same object when nothing in it changed. Reads nothing but its arguments. */
export declare const roomListAfter: (list: RoomList, event: FeedEvent, me: UserId) => RoomList;
/** The list with its next page: rooms that are there already keep their newer state. */
export declare const roomListWithPage: (list: RoomList, page: RoomPage) => RoomList;
/** The list with a room that was fetched for itself, at its place. */
export declare const roomListWithRoom: (list: RoomList, room: Room) => RoomList;
/** Rooms that these events speak of and the list does not hold: fetch each with `room.get`. */
export declare const roomsMissing: (list: RoomList, events: readonly FeedEvent[]) => RoomId[];
/** One room after one event. */
export declare const roomAfter: (room: Room, event: FeedEvent, me: UserId) => Room;
export type { Message };
