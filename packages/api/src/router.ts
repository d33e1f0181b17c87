import type { TRPCBuiltRouter as BuiltRouter, TRPCDecorateCreateRouterOptions as DecoratedRecord } from '@trpc/server';
import type { ErrorShape } from './error-data.ts';
import { liveRouter } from './live-router.ts';
import { messageRouter } from './message-router.ts';
import { router } from './procedures.ts';
import { roomRouter } from './room-router.ts';
import { sessionRouter } from './session-router.ts';
import { userRouter } from './user-router.ts';

const record = {
  session: sessionRouter,
  user: userRouter,
  room: roomRouter,
  message: messageRouter,
  live: liveRouter,
};

/** The whole API. */
export const appRouter = router(record);

/** The router as the client, the SDK and other people's apps see it: procedures and errors, and no server's context. */
export type AppRouter = BuiltRouter<
  { ctx: object; meta: object; errorShape: ErrorShape; transformer: false },
  DecoratedRecord<typeof record>
>;
