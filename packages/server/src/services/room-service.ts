import { refuse } from '@duet/api';
import type { RoomService } from '@duet/api';
import type { Database, ListedRoom } from '@duet/db';
import { userById } from '@duet/db';
import { isRoomId, isSeq } from '@duet/protocol';
import type { RateLimits } from '../limits/rate-limits.ts';
import { readPage } from '../limits/read-page.ts';
import type { Memberships } from './memberships.ts';
import type { OpenRoom } from './open-room.ts';
import type { Receipts } from './receipts.ts';
import type { Place, RoomPages } from './room-pages.ts';
import type { RoomViews } from './room-views.ts';
import type { Typing } from './typing.ts';

/** `<lastSeq>.<roomId>` of the last room of a page: a place in the list, whatever moved up since. */
const placeOf = (cursor: string): Place => {
  const [digits = '', roomId] = cursor.split('.');
  const lastSeq = /^\d{1,16}$/.test(digits) ? Number(digits) : NaN;
  return isSeq(lastSeq) && isRoomId(roomId)
    ? { lastSeq, roomId }
    : refuse('invalid', { issues: [{ path: 'cursor', message: 'must be the nextCursor of an earlier page' }] });
};

const cursorOf = ({ lastSeq, roomId }: ListedRoom): string => `${lastSeq}.${roomId}`;

export const createRoomService = (options: {
  db: Database['db'];
  memberships: Memberships;
  pages: RoomPages;
  rooms: RoomViews;
  receipts: Receipts;
  typing: Pick<Typing, 'tell'>;
  openRoom: OpenRoom;
  limits: RateLimits;
}): RoomService => {
  const { db, memberships, pages, rooms, receipts, typing, openRoom, limits } = options;

  return {
    membership: (me, roomId) => memberships.of(me, roomId),

    async list(me, cursor, limit) {
      const before = cursor === null ? null : placeOf(cursor);
      const read = async () => {
        const rows = await pages(me, before, limit + 1);
        const page = rows.slice(0, limit);
        const last = page.at(-1);
        return { rooms: await rooms.ofRows(me, page), nextCursor: rows.length > limit && last ? cursorOf(last) : null };
      };
      return readPage(limits, { me, limit }, read, (page) => page.rooms.length);
    },

    async get(membership) {
      return (await rooms.one(membership)) ?? refuse('not_found');
    },

    async create(me, other) {
      await limits.take('createRoom', me);
      if (other === me) refuse('invalid', { issues: [{ path: 'userId', message: 'must not be your own' }] });
      const peer = (await userById(db, other))?.id ?? refuse('not_found');
      return (await rooms.one(await openRoom(me, peer))) ?? refuse('not_found');
    },

    markRead: (membership, seq) => receipts.advance(membership, seq),
    typing: typing.tell,
  };
};
