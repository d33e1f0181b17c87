import type { AppRouter } from '@duet/api';
import { isRoomId, isSeq } from '@duet/protocol';
import type { FeedEvent, HistoryPage, Room, RoomId, RoomPage, Seq, UserId } from '@duet/protocol';
import { TRPCClientError } from '@trpc/client';
import type { Operation, TRPCLink } from '@trpc/client';
import { observable } from '@trpc/server/observable';
import { field } from './field.ts';
import { roomAfter, roomListAfter, roomListWithRoom, roomsMissing } from './room-list.ts';
import { threadAfter } from './thread.ts';

/** Lays over an answer what the feed told while it was on its way: without it a page could lack a message for good. */
export interface Overlay {
  readonly link: TRPCLink<AppRouter>;
  record(events: readonly FeedEvent[]): void;
}

type Bounds = { before: Seq | undefined; after: Seq | undefined };

/** A page ends where it was asked to end, not where the room does: inside of its bounds it takes in what comes. */
const pageAfter = (page: HistoryPage, event: FeedEvent, roomId: RoomId, range: Bounds): HistoryPage => {
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

const seqOf = (input: unknown, name: 'before' | 'after'): Seq | undefined => {
  const seq = field(input, name);
  return isSeq(seq) ? seq : undefined;
};

// The router's output schemas parsed the answers: which of them it is, is all there is to see.
const isRoomPage = (answer: unknown): answer is RoomPage => field(answer, 'rooms') !== undefined;
const isRoom = (answer: unknown): answer is Room => field(answer, 'peer') !== undefined;
const isHistoryPage = (answer: unknown): answer is HistoryPage => field(answer, 'messages') !== undefined;

type Layer = (answer: unknown, seen: readonly FeedEvent[]) => unknown;

const failure = (cause: unknown) => TRPCClientError.from(cause instanceof Error ? cause : new Error(String(cause)));

export const createOverlay = (me: UserId, fetchRoom: FetchRoom): Overlay => {
  const onTheirWay = new Set<FeedEvent[]>();

  const layerFor = ({ path, input }: Operation): Layer | null => {
    switch (path) {
      case 'room.list': {
        const isFirst = typeof field(input, 'cursor') !== 'string';
        return (answer, seen) => {
          if (!isRoomPage(answer)) return answer;
          if (isFirst) return listAfter(answer, seen, me, fetchRoom);
          return seen.reduce((list, event) => roomListAfter(list, event, me), answer);
        };
      }
      case 'room.get':
        return (answer, seen) =>
          isRoom(answer) ? seen.reduce((room, event) => roomAfter(room, event, me), answer) : answer;
      case 'message.history': {
        const roomId = field(input, 'roomId');
        const bounds = { before: seqOf(input, 'before'), after: seqOf(input, 'after') };
        return (answer, seen) =>
          isHistoryPage(answer) && isRoomId(roomId)
            ? seen.reduce((page, event) => pageAfter(page, event, roomId, bounds), answer)
            : answer;
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
          let came = false;
          onTheirWay.add(seen);
          const subscription = next(op).subscribe({
            next(envelope) {
              const { result } = envelope;
              if (result.type !== 'data' && result.type !== undefined) return observer.next(envelope);
              came = true;
              const laid = async () => {
                try {
                  // Frames that came in one piece are told in one turn of the loop: an event that stands right behind the
                  // answer is told before whoever asked hears of it.
                  await Promise.resolve();
                  const data = await layer(result.data, seen);
                  observer.next({ ...envelope, result: { ...result, data } });
                  observer.complete();
                } catch (cause) {
                  observer.error(failure(cause));
                }
              };
              void laid();
            },
            error: (error) => observer.error(error),
            complete() {
              // Without an answer: the call was given up.
              if (!came) observer.complete();
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
