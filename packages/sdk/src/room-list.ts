import { limits } from '@duet/protocol';
import type { FeedEvent, Message, Receipt, Room, RoomId, RoomPage, Seq, User, UserId } from '@duet/protocol';

/** My rooms, newest first: what `room.list` answered, and the pages behind it. */
export type RoomList = RoomPage;

const newestSeq = (room: Room): Seq => room.lastMessage?.seq ?? 0;

const readUpTo = (room: Room, userId: UserId): Seq =>
  room.readSeqs.find((receipt) => receipt.userId === userId)?.seq ?? 0;

const withReceipt = (receipts: Receipt[], told: Receipt): Receipt[] => {
  const held = receipts.find((receipt) => receipt.userId === told.userId);
  if (!held) return [...receipts, told];
  return held.seq >= told.seq ? receipts : receipts.map((receipt) => (receipt === held ? told : receipt));
};

const withMessage = (room: Room, message: Message, me: UserId): Room => {
  // Not newer than what the room knows: it was counted when that was asked for.
  if (message.seq <= newestSeq(room)) return room;
  const counts = message.senderId !== me && message.status === 'sent' && message.seq > readUpTo(room, me);
  return { ...room, lastMessage: message, unread: counts ? Math.min(limits.unread, room.unread + 1) : room.unread };
};

const withChange = (room: Room, message: Message, me: UserId): Room => {
  const held = room.lastMessage;
  // What is unsent stays unsent.
  if (held?.seq !== message.seq || held.status === 'unsent') return room;
  if (held.text === message.text && held.status === message.status) return room;
  const counted = message.status === 'unsent' && message.senderId !== me && message.seq > readUpTo(room, me);
  // At the cap nobody knows how many there are.
  const unread = counted && room.unread > 0 && room.unread < limits.unread ? room.unread - 1 : room.unread;
  return { ...room, lastMessage: message, unread };
};

const withRead = (room: Room, told: Receipt, me: UserId): Room => {
  const readSeqs = withReceipt(room.readSeqs, told);
  if (readSeqs === room.readSeqs) return room;
  // Read in part: how many are left is not known here (`roomsUnsure`), and too many is better than too few.
  const unread = told.userId === me && told.seq >= newestSeq(room) ? 0 : room.unread;
  return { ...room, readSeqs, unread };
};

const withPresence = (room: Room, active: boolean, lastActiveAt: number | null): Room => {
  if (room.peer.active === active && room.peer.lastActiveAt === lastActiveAt) return room;
  const peer: User = { ...room.peer, active, lastActiveAt };
  return { ...room, peer };
};

/** Two states of one room. Positions only grow; of all else `told` is the newer one unless it knows less messages. */
const merged = (held: Room, told: Room): Room => {
  const ahead = newestSeq(held) > newestSeq(told);
  const readSeqs = held.readSeqs.reduce(withReceipt, told.readSeqs);
  const { lastMessage, unread } = ahead ? held : told;
  const readFurther = readSeqs !== told.readSeqs && held.unread < unread && newestSeq(held) === newestSeq(told);
  return { ...told, lastMessage, unread: readFurther ? held.unread : unread, readSeqs };
};

/** One room after one event. */
export const roomAfter = (room: Room, event: FeedEvent, me: UserId): Room => {
  switch (event.type) {
    case 'message':
      return event.message.roomId === room.id ? withMessage(room, event.message, me) : room;
    case 'messageChanged':
      return event.message.roomId === room.id ? withChange(room, event.message, me) : room;
    case 'room':
      return event.room.id === room.id ? merged(room, event.room) : room;
    case 'read':
      return event.roomId === room.id ? withRead(room, { userId: event.userId, seq: event.seq }, me) : room;
    case 'presence':
      return event.userId === room.peer.id ? withPresence(room, event.active, event.lastActiveAt) : room;
    case 'typing':
    case 'reset':
    case 'heartbeat':
      return room;
    default:
      return event satisfies never;
  }
};

/** Before the first room whose newest message is older. Where a room without one stands only the server knows: `empty`. */
const placed = (rooms: readonly Room[], room: Room, empty: number): Room[] => {
  const others = rooms.filter((other) => other.id !== room.id);
  if (!room.lastMessage) return others.toSpliced(empty, 0, room);
  const behind = others.findIndex((other) => other.lastMessage && newestSeq(other) < newestSeq(room));
  return others.toSpliced(behind === -1 ? others.length : behind, 0, room);
};

const withRoom = (list: RoomList, held: Room, next: Room): RoomList => {
  if (next === held) return list;
  const moved = newestSeq(next) !== newestSeq(held);
  const rooms = moved ? placed(list.rooms, next, 0) : list.rooms.map((room) => (room === held ? next : room));
  return { ...list, rooms };
};

/** The list after one event. The same object when nothing in it changed. Reads nothing but its arguments. */
export const roomListAfter = (list: RoomList, event: FeedEvent, me: UserId): RoomList => {
  if (event.type === 'room' && !list.rooms.some((room) => room.id === event.room.id)) {
    return roomListWithRoom(list, event.room);
  }
  let next = list;
  for (const room of list.rooms) next = withRoom(next, room, roomAfter(room, event, me));
  return next;
};

/** The list with its next page: rooms that are there already keep their newer state. */
export const roomListWithPage = (list: RoomList, page: RoomPage): RoomList => {
  let next: RoomList = { ...list, nextCursor: page.nextCursor };
  for (const room of page.rooms) {
    const held = next.rooms.find(({ id }) => id === room.id);
    next = held
      ? withRoom(next, held, merged(room, held))
      : { ...next, rooms: placed(next.rooms, room, next.rooms.length) };
  }
  return next;
};

/** The list with a room that was fetched for itself, at its place. One without a message is new, and stands first. */
export const roomListWithRoom = (list: RoomList, room: Room): RoomList => {
  const held = list.rooms.find((other) => other.id === room.id);
  return held ? withRoom(list, held, merged(held, room)) : { ...list, rooms: placed(list.rooms, room, 0) };
};

/** Rooms that these events speak of and the list does not hold: fetch each with `room.get`. */
export const roomsMissing = (list: RoomList, events: readonly FeedEvent[]): RoomId[] => {
  const known = new Set(list.rooms.map((room) => room.id));
  for (const event of events) if (event.type === 'room') known.add(event.room.id);
  const missing = new Set<RoomId>();
  for (const event of events) {
    if (event.type === 'message' && !known.has(event.message.roomId)) missing.add(event.message.roomId);
  }
  return [...missing];
};

/** Rooms of the list of which these receipts of mine leave open how much is unread: fetch each with `room.get`. */
export const roomsUnsure = (list: RoomList, events: readonly FeedEvent[], me: UserId): RoomId[] => {
  const read = new Set<RoomId>();
  for (const event of events) if (event.type === 'read' && event.userId === me) read.add(event.roomId);
  return list.rooms.filter((room) => room.unread > 0 && read.has(room.id)).map((room) => room.id);
};
