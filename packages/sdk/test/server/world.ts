import { randomUUID } from 'node:crypto';
import { Refusal } from '@duet/api';
import type { LiveItem, Services, Session } from '@duet/api';
import { isRoomId, isUserId, limits } from '@duet/protocol';
import type { Cursor, FeedEvent, Message, MessageId, Receipt, Room, RoomId, Seq, User, UserId } from '@duet/protocol';

type Place = {
  id: RoomId;
  people: readonly [UserId, UserId];
  messages: Message[];
  readSeqs: Receipt[];
  blocked: boolean;
};
type Feed = { events: FeedEvent[]; wake: Set<() => void>; from: number };

const fresh = <T>(is: (value: unknown) => value is T): T => {
  const id: unknown = randomUUID();
  if (!is(id)) throw new Error('no id');
  return id;
};

const isCursor = (value: string): value is Cursor => value !== '';

/** The services behind the router, in memory: enough of the contract for the sdk to live on, and handles to make it suffer. */
export const createWorld = () => {
  const users = new Map<UserId, User>();
  const passwords = new Map<string, { userId: UserId; password: string }>();
  const tokens = new Map<string, UserId>();
  const rooms = new Map<RoomId, Place>();
  const feeds = new Map<UserId, Feed>();
  const sends: { roomId: RoomId; id: MessageId; claim?: Seq | undefined }[] = [];
  let epoch = 1;
  let last = 1_000_000;
  const holds = new Map<string, { reached: () => void; released: Promise<void> }>();
  let feedsEnd: 'ended' | 'failed' | null = null;

  const feedOf = (userId: UserId): Feed => {
    const feed = feeds.get(userId) ?? { events: [], wake: new Set(), from: 0 };
    feeds.set(userId, feed);
    return feed;
  };
  const tell = (to: readonly UserId[], ...events: FeedEvent[]) => {
    for (const userId of to) {
      const feed = feedOf(userId);
      feed.events.push(...events);
      for (const wake of feed.wake) wake();
    }
  };
  const userOf = (id: UserId): User => {
    const user = users.get(id);
    if (!user) throw new Refusal('not_found');
    return user;
  };
  const placeOf = (id: RoomId): Place => {
    const place = rooms.get(id);
    if (!place) throw new Refusal('not_found');
    return place;
  };
  const roomFor = (place: Place, me: UserId): Room => {
    const peer = userOf(place.people[0] === me ? place.people[1] : place.people[0]);
    const read = place.readSeqs.find((receipt) => receipt.userId === me)?.seq ?? 0;
    const unread = place.messages.filter((message) => message.senderId !== me && message.seq > read).length;
    return {
      id: place.id,
      kind: 'direct',
      status: place.blocked ? 'blocked' : 'open',
      peer,
      lastMessage: place.messages.at(-1) ?? null,
      unread: Math.min(unread, limits.unread),
      readSeqs: place.readSeqs,
    };
  };
  const signIn = (userId: UserId) => {
    const token = randomUUID();
    tokens.set(token, userId);
    return { user: userOf(userId), token, expiresAt: Date.now() + 1e9 };
  };

  /** Where a call waits, its work done, while a test holds its answer back. */
  const held = async (path: string) => {
    const hold = holds.get(path);
    if (!hold) return;
    holds.delete(path);
    hold.reached();
    await hold.released;
  };
  const wakeAll = () => {
    for (const { wake } of feeds.values()) for (const each of wake) each();
  };

  const services: Services = {
    sessions: {
      async signUp({ username, password, displayName }) {
        if (passwords.has(username)) throw new Refusal('taken');
        const id = fresh(isUserId);
        users.set(id, {
          id,
          username,
          displayName: displayName ?? username,
          avatarUrl: null,
          lastActiveAt: null,
          active: false,
        });
        passwords.set(username, { userId: id, password });
        return signIn(id);
      },
      async signIn({ username, password }) {
        const known = passwords.get(username);
        if (known?.password !== password) throw new Refusal('wrong_credentials');
        return signIn(known.userId);
      },
      async signOut(session) {
        tokens.delete(session.id);
      },
      me: async (session) => users.get(session.userId) ?? null,
    },
    users: {
      search: async (me) => [...users.values()].filter((user) => user.id !== me),
      block: async () => {},
      unblock: async () => {},
      blocked: async () => [],
    },
    rooms: {
      async membership(me, roomId) {
        const place = rooms.get(roomId);
        const peer = place?.people.find((id) => id !== me);
        return place?.people.includes(me) && peer ? { roomId, me, peer } : null;
      },
      async list(me) {
        const mine = [...rooms.values()]
          .filter((place) => place.people.includes(me))
          .map((place) => roomFor(place, me));
        const answer = mine.toSorted((a, b) => (b.lastMessage?.seq ?? 0) - (a.lastMessage?.seq ?? 0));
        await held('room.list');
        return { rooms: answer, nextCursor: null };
      },
      async get({ roomId, me }) {
        return roomFor(placeOf(roomId), me);
      },
      async create(me, other) {
        const held = [...rooms.values()].find((place) => place.people.includes(me) && place.people.includes(other));
        if (held) return roomFor(held, me);
        const place: Place = { id: fresh(isRoomId), people: [me, other], messages: [], readSeqs: [], blocked: false };
        rooms.set(place.id, place);
        return roomFor(place, me);
      },
      async markRead({ roomId, me }, seq) {
        const place = placeOf(roomId);
        place.readSeqs = [...place.readSeqs.filter((receipt) => receipt.userId !== me), { userId: me, seq }];
        tell(place.people, { type: 'read', roomId, userId: me, seq });
      },
      async typing({ roomId, me, peer }) {
        tell([peer], { type: 'typing', roomId, userId: me });
      },
    },
    messages: {
      async history({ roomId }, range, limit) {
        const all = placeOf(roomId).messages;
        const inRange = all.filter(({ seq }) => seq < (range.before ?? Infinity) && seq > (range.after ?? -1));
        const messages = range.after === undefined ? inRange.slice(-limit) : inRange.slice(0, limit);
        const first = messages[0]?.seq ?? range.before ?? 0;
        const end = messages.at(-1)?.seq ?? range.after ?? Infinity;
        const answer = {
          messages,
          hasOlder: all.some(({ seq }) => seq < first),
          hasNewer: all.some(({ seq }) => seq > end),
        };
        await held('message.history');
        return answer;
      },
      async send({ roomId, me }, { id, text, claim }) {
        sends.push({ roomId, id, claim });
        const place = placeOf(roomId);
        const known = place.messages.find((message) => message.id === id && message.senderId === me);
        if (known) return { ok: true, seq: known.seq, sentAt: known.sentAt, replayed: true };
        if (place.blocked) return { ok: false, reason: 'blocked' };
        const seq = claim ?? (last += 1);
        const sentAt = Date.now();
        const message: Message = { roomId, seq, id, senderId: me, kind: 'text', status: 'sent', text, sentAt };
        place.messages = [...place.messages, message].toSorted((a, b) => a.seq - b.seq);
        tell(place.people, { type: 'message', message });
        await held('message.send');
        return { ok: true, seq, sentAt, replayed: false };
      },
    },
    live: {
      async *events(session, after, only, signal): AsyncIterable<LiveItem> {
        const feed = feedOf(session.userId);
        const [theirs, place] = after?.split('.').map(Number) ?? [];
        const known = theirs === epoch && place !== undefined && place >= feed.from && place <= feed.events.length;
        let at = known ? place : feed.events.length;
        const cursor = (offset: number): Cursor => {
          const named = `${epoch}.${offset}`;
          if (!isCursor(named)) throw new Error('no place');
          return named;
        };
        const wanted = (event: FeedEvent) =>
          !only ||
          ('roomId' in event && event.roomId === only) ||
          ('message' in event && event.message.roomId === only);
        if (!known) {
          yield { cursor: cursor(at), events: [{ type: 'reset', reason: after ? 'unknown_epoch' : 'start' }] };
        } else {
          const events = feed.events.slice(at).filter(wanted);
          at = feed.events.length;
          yield { cursor: cursor(at), events: [...events, { type: 'heartbeat', storedThrough: 0 }] };
        }
        while (!signal.aborted && tokens.has(session.id)) {
          const end = feedsEnd;
          if (end === 'ended') return;
          if (end === 'failed') throw new Error('the feed broke');
          if (at === feed.events.length) {
            await new Promise<void>((resolve) => {
              const wake = () => {
                feed.wake.delete(wake);
                resolve();
              };
              feed.wake.add(wake);
              signal.addEventListener('abort', wake);
              if (signal.aborted) wake();
            });
            continue;
          }
          const events = feed.events.slice(at).filter(wanted);
          at = feed.events.length;
          yield { cursor: cursor(at), events };
        }
      },
    },
  };

  const finishFeeds = (how: 'ended' | 'failed') => {
    feedsEnd = how;
    wakeAll();
    // Those that begin from now on live.
    setImmediate(() => (feedsEnd = null));
  };

  return {
    services,
    rooms,
    /** Every `message.send` that reached the service, in order. */
    sends,
    tell,
    session: (token: string | null): Session | null => {
      const userId = token === null ? undefined : tokens.get(token);
      return userId && token !== null ? { id: token, userId, expiresAt: Infinity } : null;
    },
    /** A token as a host signs it, but for the signature. `exp` in seconds since the epoch. */
    issue(userId: UserId, exp: number): string {
      const payload = btoa(JSON.stringify({ sub: userId, exp, jti: randomUUID() }));
      const token = `e30.${payload.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')}.x`;
      tokens.set(token, userId);
      return token;
    },
    revoke: (token: string) => void tokens.delete(token),
    /** Loses the last messages of a room and every window, as a failover does. */
    failOver(roomId: RoomId, lost: number) {
      epoch += 1;
      last += 1_000_000;
      const place = placeOf(roomId);
      place.messages = place.messages.slice(0, place.messages.length - lost);
    },
    block(roomId: RoomId) {
      placeOf(roomId).blocked = true;
    },
    /** The next call of this path is carried out, and not answered until it is released. */
    hold(path: 'room.list' | 'message.history' | 'message.send') {
      const { promise: reached, resolve } = Promise.withResolvers<void>();
      const { promise: released, resolve: release } = Promise.withResolvers<void>();
      holds.set(path, { reached: resolve, released });
      return { reached, release };
    },
    /** Ends every live subscription that there is now, without a word, and with an error. */
    endFeeds: () => finishFeeds('ended'),
    failFeeds: () => finishFeeds('failed'),
    heartbeat(storedThrough: Seq) {
      tell([...users.keys()], { type: 'heartbeat', storedThrough });
    },
    reset(userId: UserId) {
      tell([userId], { type: 'reset', reason: 'overflow' });
    },
  };
};

export type World = ReturnType<typeof createWorld>;
