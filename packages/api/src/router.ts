import type { TRPCBuiltRouter as BuiltRouter, TRPCDecorateCreateRouterOptions as DecoratedRecord } from '@trpc/server';
import type { ErrorShape } from './error-data.ts';
import { liveRouter } from './live-router.ts';
import { messageRouter } from './message-router.ts';
import { router } from './procedures.ts';
import { roomRouter } from './room-router.ts';
import { sessionRouter } from './session-router.ts';
import { userRouter } from './user-router.ts';

/**
 * The whole API by its procedures' types: what somebody who calls it has to know. Written out, because an inferred record
 * would lose what the procedures say of themselves on its way into the SDK's declarations.
 */
export type AppProcedures = {
  session: typeof sessionRouter;
  user: typeof userRouter;
  room: typeof roomRouter;
  message: typeof messageRouter;
  live: typeof liveRouter;
};

const procedures: AppProcedures = {
  session: sessionRouter,
  user: userRouter,
  room: roomRouter,
  message: messageRouter,
  live: liveRouter,
};

/** The whole API. */
export const appRouter = router(procedures);

/** Its type as a client sees it: procedures and errors, and no server's context. */
export type AppRouter = BuiltRouter<
  { ctx: object; meta: object; errorShape: ErrorShape; transformer: false },
  DecoratedRecord<AppProcedures>
>;
