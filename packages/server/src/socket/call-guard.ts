import { limits } from '@duet/protocol';
import type { Encoder } from '@trpc/server/adapters/ws';
import { jsonEncoder } from '@trpc/server/adapters/ws';
import { parseTRPCMessage } from '@trpc/server/rpc';
import type { TRPCClientOutgoingMessage } from '@trpc/server/rpc';
import { z } from 'zod';
import { refusalShape, routerConfig } from '../refusal-shape.ts';

// tRPC's own numbers are small integers, our longest path has 15 characters.
const longestId = 64;
const longestPath = 100;
const most = { call: 100, subscription: 50 } as const;

type Kind = keyof typeof most;
type Call = Exclude<TRPCClientOutgoingMessage, { method: 'subscription.stop' }> & { id: number | string };

const fault = (path: string, message: string): Error =>
  new z.ZodRealError([{ code: 'custom', path: [path], message, input: undefined }]);

const isCall = (message: TRPCClientOutgoingMessage): message is Call =>
  message.id !== null && message.method !== 'subscription.stop';

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/**
 * The wire of one socket, with the bounds that tRPC takes for HTTP only: calls in a frame, lengths of ids and paths,
 * calls and subscriptions that are open at once. `hear`: takes a frame in as if it came from the other end.
 */
export const createCallGuard = (answer: (text: string) => void, hear: (text: string) => void): Encoder => {
  const open = new Map<number | string, Kind>();
  /** Subscriptions on their way, and whether they are to end: tRPC passes over a stop of one that did not start yet. */
  const starting = new Map<number | string, 'wanted' | 'stopped'>();
  const count = { call: 0, subscription: 0 };

  const close = (id: number | string): void => {
    const kind = open.get(id);
    if (kind === undefined) return;
    open.delete(id);
    starting.delete(id);
    count[kind]--;
  };

  const begin = (id: number | string): void => {
    const stopped = starting.get(id) === 'stopped';
    starting.delete(id);
    // It is told that it started before it is told that it ended.
    if (stopped) queueMicrotask(() => hear(JSON.stringify({ id, method: 'subscription.stop' })));
  };

  const check = (message: TRPCClientOutgoingMessage, here: Set<number | string>): void => {
    if (typeof message.id === 'string' && message.id.length > longestId) {
      throw fault('id', `must have at most ${longestId} characters`);
    }
    if (!isCall(message)) return;
    if (message.params.path.length > longestPath) throw fault('path', `must have at most ${longestPath} characters`);
    if (open.has(message.id) || here.has(message.id)) throw fault('id', 'belongs to a call that is still open');
    here.add(message.id);
  };

  /** Whether the call goes on to the router. If not, it is answered here. */
  const admit = (message: TRPCClientOutgoingMessage): boolean => {
    if (!isCall(message)) {
      if (message.id === null || !starting.has(message.id)) return true;
      starting.set(message.id, 'stopped');
      return false;
    }
    const { id, method, params } = message;
    const kind = method === 'subscription' ? 'subscription' : 'call';
    if (count[kind] < most[kind]) {
      open.set(id, kind);
      if (kind === 'subscription') starting.set(id, 'wanted');
      count[kind]++;
      return true;
    }
    answer(JSON.stringify({ id, error: refusalShape('rate_limited', { path: params.path, retryAfterMs: 1_000 }) }));
    return false;
  };

  return {
    decode(data) {
      const frame = jsonEncoder.decode(data);
      // The first frame of a socket that announced them: no call.
      if (isObject(frame) && frame['method'] === 'connectionParams') return frame;
      const raws: unknown[] = Array.isArray(frame) ? frame : [frame];
      if (raws.length > limits.batch) throw fault('', `must hold at most ${limits.batch} calls in one frame`);
      // One that is malformed spoils its frame: tRPC then answers none of it, so none of it may count as open.
      const messages = raws.map((raw) => parseTRPCMessage(raw, routerConfig.transformer));
      const here = new Set<number | string>();
      for (const message of messages) check(message, here);
      return raws.filter((_, index) => {
        const message = messages[index];
        return message !== undefined && admit(message);
      });
    },

    encode(message) {
      if (isObject(message) && (typeof message['id'] === 'number' || typeof message['id'] === 'string')) {
        const { id, result } = message;
        if (isObject(result) && result['type'] === 'started') begin(id);
        const stays = isObject(result) && (result['type'] === 'started' || open.get(id) === 'subscription');
        const stopped = isObject(result) && result['type'] === 'stopped';
        if (!stays || stopped) close(id);
      }
      return jsonEncoder.encode(message);
    },
  };
};
