import { closeCodes } from '@duet/protocol';
import type { UserId } from '@duet/protocol';
import type { Dial } from './connection.ts';
import { isMine } from './is-mine.ts';
import type { Route } from './route-link.ts';
import { openSocket } from './socket.ts';
import type { Socket, SocketOptions } from './socket.ts';
import { endOf } from './token-source.ts';

/** How much of a token's time goes by before the next one is asked for: what is left is for attempts that fail. */
const useful = 2 / 3;
/** A host that has not answered for so long never will, or for a line that slept with its machine. */
const hungMs = 60_000;
/** The longest that a timer waits. */
const longestMs = 2 ** 31 - 1;

/** Opens sockets that are proved to be this user's. One whose token runs out is followed by the next while it still lives. */
export const createDial = (
  options: Omit<SocketOptions, 'token'> & {
    me: UserId;
    getToken: () => Promise<string | null>;
    changes: boolean;
    route: Pick<Route, 'use'>;
    now: () => number;
  },
): Dial => {
  const { me, getToken, changes, route, now } = options;
  let asked: { at: number; token: Promise<string | null> } | null = null;

  /** A host that is slower than an attempt answers the next one: asked anew by each, it would never be in time. */
  const nextToken = async (isOver: () => boolean): Promise<string | null> => {
    if (!asked || now() - asked.at >= hungMs) asked = { at: now(), token: getToken() };
    const mine = asked;
    const forget = () => {
      if (asked === mine) asked = null;
    };
    try {
      const token = await mine.token;
      if (!isOver()) forget();
      return token;
    } catch (error) {
      forget();
      throw error;
    }
  };

  return (on) => {
    const sockets = new Set<Socket>();
    let current: { socket: Socket; end: number } | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let over = false;

    const open = async (): Promise<void> => {
      const token = await nextToken(() => over);
      if (over) return;
      const end = endOf(token);

      const use = () => {
        if (over) return;
        const before = current;
        current = { socket, end };
        route.use(socket);
        before?.socket.retire();
        on.opened();
        follow();
      };
      const refused = () => {
        // One that ran out on its way says nothing of the next.
        if (end <= now()) lost(null);
        else if (!over) on.closed(closeCodes.signed_out.code);
      };
      const lost = (code: number | null) => {
        if (over) return;
        // The next token may be as good as this one was.
        if (!current || current.socket === socket)
          return on.closed(changes && code === closeCodes.expired.code ? null : code);
        // One that was to follow, or has been followed: the line is up.
        socket.hangUp();
        follow();
      };
      const socket = openSocket(
        { ...options, token },
        {
          opened() {
            if (token !== null && !changes) return use();
            isMine(() => socket.run, me).then(
              (mine) => (mine ? use() : refused()),
              () => lost(null),
            );
          },
          closed: lost,
          gone: () => sockets.delete(socket),
        },
      );
      sockets.add(socket);
    };
    const start = () => {
      open().catch(() => {
        if (over) return;
        if (current) follow();
        else on.closed(null);
      });
    };
    /** The next token, in time. The waits get shorter with what is left: a dozen of them until it ran out. */
    const follow = () => {
      clearTimeout(timer);
      const left = (current?.end ?? 0) - now();
      // A clock that is far ahead would ask without an end: then the server says when.
      if (changes && left > 0) timer = setTimeout(start, Math.min(left * useful, longestMs));
    };

    start();
    return {
      probe: () => current?.socket.probe(),
      hangUp() {
        over = true;
        clearTimeout(timer);
        route.use(null);
        for (const socket of sockets) socket.hangUp();
      },
    };
  };
};
