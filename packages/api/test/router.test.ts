import type { RoomId, UserId } from '@duet/protocol';
import { isRoomId, isUserId } from '@duet/protocol';
import { callTRPCProcedure } from '@trpc/server';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { adminRouter, appRouter } from '../src/index.ts';
import type { Context } from '../src/index.ts';

/** What tRPC's builder keeps of a procedure; its types name only a part of it. */
const built = z
  .custom<object>((value) => typeof value === 'function')
  .transform((procedure) => {
    return z
      .object({
        type: z.enum(['query', 'mutation', 'subscription']),
        inputs: z.array(z.instanceof(z.ZodType)),
        output: z.instanceof(z.ZodType).optional(),
      })
      .parse(Reflect.get(procedure, '_def'));
  });
const procedures = Object.entries(z.record(z.string(), built).parse(appRouter._def.procedures));
const adminProcedures = Object.entries(z.record(z.string(), built).parse(adminRouter._def.procedures));

/** A schema takes a key if it does not strip it, or says what is wrong with it. */
const takesRoomId = (input: z.ZodType): boolean => {
  const parsed = input.safeParse({ roomId: 7 });
  return parsed.success
    ? Object.hasOwn(Object(parsed.data), 'roomId')
    : parsed.error.issues.some((issue) => issue.path[0] === 'roomId');
};

const contract = {
  'session.signUp': 'mutation',
  'session.signIn': 'mutation',
  'session.signOut': 'mutation',
  'session.me': 'query',
  'user.search': 'query',
  'user.block': 'mutation',
  'user.unblock': 'mutation',
  'user.blocked': 'query',
  'room.list': 'query',
  'room.get': 'query',
  'room.create': 'mutation',
  'room.markRead': 'mutation',
  'room.typing': 'mutation',
  'message.history': 'query',
  'message.send': 'mutation',
  'live.events': 'subscription',
  'live.room': 'subscription',
} as const;

const adminContract = {
  'admin.user.upsert': 'mutation',
  'admin.user.deactivate': 'mutation',
  'admin.user.reactivate': 'mutation',
  'admin.room.open': 'mutation',
  'admin.message.send': 'mutation',
  'admin.counts': 'query',
} as const;

const known = <T extends string>(value: string, is: (value: unknown) => value is T): T => {
  if (!is(value)) throw new Error(`${value} is no id`);
  return value;
};
const me: UserId = known('3f2b7d5e-9c1a-4e6f-8a2b-0d4c6e8f1a3b', isUserId);
const room: RoomId = known('01932c07-209c-7f5b-9d0a-6a1c2b3d4e5f', isRoomId);

/** A house in which nobody is in any room, and everything else than asking for that is a fault. */
const strangersContext = (): Context => {
  const never = (): never => {
    throw new Error('asked for more than membership');
  };
  return {
    services: {
      sessions: { signUp: never, signIn: never, signOut: never, me: never },
      users: { search: never, block: never, unblock: never, blocked: never },
      rooms: {
        membership: () => Promise.resolve(null),
        list: never,
        get: never,
        create: never,
        markRead: never,
        typing: never,
      },
      messages: { history: never, send: never },
      live: { events: never },
    },
    peer: { address: '127.0.0.1' },
    session: () => ({ id: 's', userId: me, expiresAt: Infinity }),
    cookies: null,
    isAway: () => false,
    report: never,
  };
};

const call = (path: string, type: 'query' | 'mutation' | 'subscription', input: unknown): Promise<unknown> =>
  callTRPCProcedure({
    router: appRouter,
    path,
    type,
    ctx: strangersContext(),
    getRawInput: () => Promise.resolve(input),
    signal: new AbortController().signal,
    batchIndex: 0,
  });

describe('the router', () => {
  it('[PRO11] has the contract’s procedures and no other', () => {
    const kinds = (listed: typeof procedures) => Object.fromEntries(listed.map(([path, { type }]) => [path, type]));
    expect(kinds(procedures)).toEqual(contract);
    expect(kinds(adminProcedures)).toEqual(adminContract);
  });

  it.each([...procedures, ...adminProcedures])('[PRO11] %s declares its output', (_, procedure) => {
    expect(procedure.output).toBeDefined();
  });

  const forARoom = procedures.filter(([, { inputs }]) => inputs.some(takesRoomId));

  it('[PRO12] the procedures of a room are these', () => {
    expect(forARoom.map(([path]) => path).sort()).toEqual(
      ['live.room', 'message.history', 'message.send', 'room.get', 'room.markRead', 'room.typing'].sort(),
    );
  });

  it.each(forARoom)('[PRO12] %s tells a stranger not_found, whatever else the input says', async (path, { type }) => {
    const wrong = { roomId: room, seq: 'x', id: 7, text: null, before: -1, limit: 'all', lastEventId: 7 };
    await expect(call(path, type, wrong)).rejects.toMatchObject({ reason: 'not_found' });
  });
});
