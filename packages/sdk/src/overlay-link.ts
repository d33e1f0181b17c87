import type { AppRouter } from '@duet/api';
import type { FeedEvent, HistoryPage, HistoryRange, Room, RoomId, RoomPage, UserId } from '@duet/protocol';
import { TRPCClientError } from '@trpc/client';
import type { Operation, TRPCLink } from '@trpc/client';
import { observable } from '@trpc/server/observable';
import { roomAfter, roomListAfter, roomListWithRoom, roomsMissing } from './room-list.ts';
import { threadAfter } from './thread.ts';

/** Lays over an answer what the feed told while it was on its way: without it a page could lack a message for good. */
export interface Overlay {
  readonly link: TRPCLink<AppRouter>;
  record(events: readonly FeedEvent[]): void;
}

/** A page ends where it was asked to end, not where the room does: inside of its bounds it takes in what comes. */
const pageAfter = (page: HistoryPage, event: FeedEvent, roomId: RoomId, range: HistoryRange): HistoryPage => {
  if (event.type !== 'message' && event.type !== 'messageChanged') return threadAfter(page, event, roomId);
  if (range.before !== undefined) {
    if (event.message.seq >= range.before) return page;
    return { ...threadAfter({ ...page, hasNewer: false }, event, roomId), hasNewer: page.hasNewer };
  }
  if (range.after !== undefined) {
    if (event.message.seq <= range.after) return page;
    return { ...threadAfter({ ...page, hasOlder: false }, event, roomId), hasOlder: page.hasOlder };
  }
  return threadAfter(page, event, roomId);
};

type FetchRoom = (roomId: RoomId) => Promise<Room | null>;

/** The first page lacks a room whose first message came meanwhile: only `room.get` knows it. */
const listAfter = async (page: RoomPage, seen: readonly FeedEvent[], me: UserId, fetchRoom: FetchRoom) => {
  let list = page;
  const asked = new Set<RoomId>();
  for (;;) {
    const missing = roomsMissing(list, seen).filter((roomId) => !asked.has(roomId));
    if (missing.length === 0) break;
    for (const roomId of missing) asked.add(roomId);
    const rooms = await Promise.all(missing.map(fetchRoom));
    for (const room of rooms) if (room) list = roomListWithRoom(list, room);
  }
  return seen.reduce((held, event) => roomListAfter(held, event, me), list);
};

export const createOverlay = (me: UserId, fetchRoom: FetchRoom): Overlay => {
  const onTheirWay = new Set<FeedEvent[]>();

  /** The answers are what the router's output schemas say: they were parsed by them. */
  const layerFor = (op: Operation): ((answer: unknown, seen: readonly FeedEvent[]) => unknown) | null => {
    switch (op.path) {
      case 'room.list': {
        const { cursor } = op.input as { cursor?: string | null };
        return (answer, seen) =>
          cursor === undefined || cursor === null
            ? listAfter(answer as RoomPage, seen, me, fetchRoom)
            : seen.reduce((list, event) => roomListAfter(list, event, me), answer as RoomPage);
      }
      case 'room.get':
        return (answer, seen) => seen.reduce((room, event) => roomAfter(room, event, me), answer as Room);
      case 'message.history': {
        const input = op.input as HistoryRange & { roomId: RoomId };
        return (answer, seen) =>
          seen.reduce((page, event) => pageAfter(page, event, input.roomId, input), answer as HistoryPage);
      }
      default:
        return null;
    }
  };

  return {
    record(events) {
      for (const seen of onTheirWay) seen.push(...events);
    },
    link:
      () =>
      ({ op, next }) => {
        const layer = layerFor(op);
        if (!layer) return next(op);
        return observable((observer) => {
          const seen: FeedEvent[] = [];
          let answered = false;
          onTheirWay.add(seen);
          const subscription = next(op).subscribe({
            next(envelope) {
              const { result } = envelope;
              if (result.type !== 'data' && result.type !== undefined) return observer.next(envelope);
              answered = true;
              void Promise.resolve(layer(result.data, seen)).then(
                (data) => {
                  observer.next({ ...envelope, result: { ...result, data } });
                  observer.complete();
                },
                (cause: unknown) => observer.error(TRPCClientError.from(cause instanceof Error ? cause : new Error())),
              );
            },
            error: (error) => observer.error(error),
            complete() {
              // Without an answer: the call was given up.
              if (!answered) observer.complete();
            },
          });
          return () => {
            onTheirWay.delete(seen);
            subscription.unsubscribe();
          };
        });
      },
  };
};
