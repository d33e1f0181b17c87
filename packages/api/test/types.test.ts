import type { FeedEvent, HistoryPage, Room, RoomPage, SendResult, User } from '@duet/protocol';
import type { inferRouterInputs, inferRouterOutputs, TrackedEnvelope } from '@trpc/server';
import { describe, expectTypeOf, it } from 'vitest';
import type { AppRouter } from '../src/index.ts';

type Outputs = inferRouterOutputs<AppRouter>;
type Inputs = inferRouterInputs<AppRouter>;

describe('the types that travel', () => {
  it('[PRO9] what procedures answer is exactly what protocol says', () => {
    expectTypeOf<Outputs['session']['signUp']>().toEqualTypeOf<{ user: User; token: string }>();
    expectTypeOf<Outputs['session']['signIn']>().toEqualTypeOf<{ user: User; token: string }>();
    expectTypeOf<Outputs['session']['signOut']>().toEqualTypeOf<Record<string, never>>();
    expectTypeOf<Outputs['session']['me']>().toEqualTypeOf<{ user: User | null }>();
    expectTypeOf<Outputs['user']['search']>().toEqualTypeOf<{ users: User[] }>();
    expectTypeOf<Outputs['user']['blocked']>().toEqualTypeOf<{ users: User[] }>();
    expectTypeOf<Outputs['room']['list']>().toEqualTypeOf<RoomPage>();
    expectTypeOf<Outputs['room']['get']>().toEqualTypeOf<Room>();
    expectTypeOf<Outputs['room']['create']>().toEqualTypeOf<Room>();
    expectTypeOf<Outputs['message']['history']>().toEqualTypeOf<HistoryPage>();
    expectTypeOf<Outputs['message']['send']>().toExtend<SendResult>();
    expectTypeOf<Outputs['live']['events']>().toExtend<AsyncIterable<TrackedEnvelope<FeedEvent[]>>>();
    expectTypeOf<Outputs['live']['room']>().toExtend<AsyncIterable<TrackedEnvelope<FeedEvent[]>>>();
  });

  it('[PRO9] ids of one kind do not go where another is wanted', () => {
    expectTypeOf<Inputs['room']['create']['userId']>().not.toExtend<Inputs['room']['get']['roomId']>();
    expectTypeOf<string>().not.toExtend<Inputs['message']['send']['id']>();
  });
});
