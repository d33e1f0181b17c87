import type { AppRouter } from '@duet/api';
import { closeCodes } from '@duet/protocol';
import type { UserId } from '@duet/protocol';
import { createTRPCClient } from '@trpc/client';
import type { Dial } from './connection.ts';
import type { Route } from './route-link.ts';
import { openSocket } from './socket.ts';
import type { Socket, SocketOptions } from './socket.ts';
import { endOf } from './token-source.ts';

/** How much of a token's time goes by before the next one is asked for: what is left is for attempts that fail. */
const useful = 2 / 3;
/** The longest that a timer waits. */
const longestMs = 2 ** 31 - 1;

/** A token of a sign-in is one person's for ever. The cookie, or what `getToken` gives, may be another's by now. */
const isMine = async (socket: Socket, me: UserId): Promise<boolean> => {
  const asker = createTRPCClient<AppRouter>({ links: [() => socket.run] });
  return (await asker.session.me.query()).user?.id === me;
};

/** Opens sockets that are proved to be this user's. One whose token runs out is followed by the next while it still lives. */
export const createDial =
  (
    options: Omit<SocketOptions, 'token'> & {
      me: UserId;
      getToken: () => Promise<string | null>;
      changes: boolean;
      route: Pick<Route, 'use'>;
      now: () => number;
    },
  ): Dial =>
  (on) => {
    const { me, getToken, changes, route, now } = options;
    const sockets = new Set<Socket>();
    let current: Socket | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let over = false;

    const open = async (): Promise<void> => {
      const token = await getToken();
      if (over) return;

      const use = () => {
        if (over) return;
        const before = current;
        current = socket;
        route.use(socket);
        before?.retire();
        on.opened();
        const left = endOf(token) - now();
        // A clock that is far ahead would ask without an end: then the server says when.
        if (changes && left > 0) timer = setTimeout(start, Math.min(left * useful, longestMs));
      };
      const refused = () => {
        // One that ran out on its way says nothing of the next.
        if (!over) on.closed(endOf(token) > now() ? closeCodes.signed_out.code : null);
      };
      const lost = (code: number | null) => {
        if (over) return;
        // One that was to follow, or has been followed: the line is up.
        if (current && current !== socket) return socket.hangUp();
        // The next token may be as good as this one was.
        on.closed(changes && code === closeCodes.expired.code ? null : code);
      };
      const socket = openSocket(
        { ...options, token },
        {
          opened() {
            if (token !== null && !changes) return use();
            isMine(socket, me).then(
              (mine) => (mine ? use() : refused()),
              () => lost(null),
            );
          },
          closed: lost,
        },
      );
      sockets.add(socket);
    };
    const start = () => {
      open().catch(() => {
        if (!over && !current) on.closed(null);
      });
    };

    start();
    return {
      probe: () => current?.probe(),
      hangUp() {
        over = true;
        clearTimeout(timer);
        route.use(null);
        for (const socket of sockets) socket.hangUp();
      },
    };
  };
