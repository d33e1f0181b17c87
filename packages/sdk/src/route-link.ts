import type { AppRouter } from '@duet/api';
import type { Operation, OperationLink, TRPCLink } from '@trpc/client';
import { observable } from '@trpc/server/observable';
import type { Socket } from './socket.ts';

/** Sends each call where it can go now, and keeps subscriptions alive from one socket to the next. */
export interface Route {
  readonly link: TRPCLink<AppRouter>;
  /** `null`: there is no socket at the moment. */
  use(socket: Socket | null): void;
  /** Ends the subscriptions. */
  close(): void;
}

const behind = (op: Operation, place: string | undefined): Operation =>
  place === undefined
    ? op
    : { ...op, input: { ...(typeof op.input === 'object' ? op.input : {}), lastEventId: place } };

export const createRoute = (): Route => {
  let socket: Socket | null = null;
  let closed = false;
  const lasting = new Set<{ attach(socket: Socket): void; detach(): void; end(): void }>();

  /** One subscription over many sockets. Each takes it up behind the last tracked item. */
  const subscribe: OperationLink<AppRouter> = ({ op, next }) =>
    observable((observer) => {
      let place: string | undefined;
      let inner: { unsubscribe(): void } | null = null;
      const entry = {
        attach(to: Socket) {
          inner = to.run({ op: behind(op, place), next }).subscribe({
            next(envelope) {
              if ('id' in envelope.result) place = envelope.result.id;
              observer.next(envelope);
            },
            error: (error) => observer.error(error),
            complete: () => observer.complete(),
          });
        },
        detach() {
          inner?.unsubscribe();
          inner = null;
        },
        end: () => observer.complete(),
      };
      lasting.add(entry);
      if (closed) entry.end();
      else if (socket) entry.attach(socket);
      return () => {
        lasting.delete(entry);
        entry.detach();
      };
    });

  return {
    link: () => (call) => {
      if (call.op.type === 'subscription') return subscribe(call);
      // Only HTTP can set and clear the cookie.
      return socket === null || call.op.path.startsWith('session.') ? call.next(call.op) : socket.run(call);
    },
    use(next) {
      socket = next;
      for (const entry of lasting) {
        entry.detach();
        if (next) entry.attach(next);
      }
    },
    close() {
      closed = true;
      socket = null;
      for (const entry of lasting) entry.end();
    },
  };
};
