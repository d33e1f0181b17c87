import { liveRouter } from './live-router.ts';
import { messageRouter } from './message-router.ts';
import { router } from './procedures.ts';
import { roomRouter } from './room-router.ts';
import { sessionRouter } from './session-router.ts';
import { userRouter } from './user-router.ts';

/** The whole API. Its type is what the client, the SDK and other people's apps consume. */
export const appRouter = router({
  session: sessionRouter,
  user: userRouter,
  room: roomRouter,
  message: messageRouter,
  live: liveRouter,
});

export type AppRouter = typeof appRouter;
