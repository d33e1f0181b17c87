import type { Done, FeedEvent, HistoryPage, Room, RoomPage, SendResult, User } from '@duet/protocol';
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';
import { describe, expectTypeOf, it } from 'vitest';
import type { AppRouter } from '../src/index.ts';

type Outputs = inferRouterOutputs<AppRouter>;
type ItemOf<T> = T extends AsyncIterable<infer Item> ? Item : never;
type Inputs = inferRouterInputs<AppRouter>;

describe('the types that travel', () => {
  it('[PRO9] what procedures answer is exactly what protocol says', () => {
    expectTypeOf<Outputs['session']['signUp']>().toEqualTypeOf<{ user: User; token: string }>();
    expectTypeOf<Outputs['session']['signIn']>().toEqualTypeOf<{ user: User; token: string }>();
    expectTypeOf<Outputs['session']['signOut']>().toExtend<Done>();
    expectTypeOf<Outputs['session']['me']>().toEqualTypeOf<{ user: User | null }>();
    expectTypeOf<Outputs['user']['search']>().toEqualTypeOf<{ users: User[] }>();
    expectTypeOf<Outputs['user']['blocked']>().toEqualTypeOf<{ users: User[] }>();
    expectTypeOf<Outputs['room']['list']>().toEqualTypeOf<RoomPage>();
    expectTypeOf<Outputs['room']['get']>().toEqualTypeOf<Room>();
    expectTypeOf<Outputs['room']['create']>().toEqualTypeOf<Room>();
    expectTypeOf<Outputs['message']['history']>().toEqualTypeOf<HistoryPage>();
    expectTypeOf<Outputs['message']['send']>().toExtend<SendResult>();
    expectTypeOf<ItemOf<Outputs['live']['events']>>().toEqualTypeOf<{ id: string; data: FeedEvent[] }>();
    expectTypeOf<ItemOf<Outputs['live']['room']>>().toEqualTypeOf<{ id: string; data: FeedEvent[] }>();
  });

  it('[PRO9] ids of one kind do not go where another is wanted', () => {
    expectTypeOf<Inputs['room']['create']['userId']>().not.toExtend<Inputs['room']['get']['roomId']>();
    expectTypeOf<string>().not.toExtend<Inputs['message']['send']['id']>();
  });
});
