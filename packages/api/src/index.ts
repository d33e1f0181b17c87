export type { AdminContext } from './admin-procedures.ts';
export { adminRouter } from './admin-router.ts';
export type { AdminProcedures, AdminRouter } from './admin-router.ts';
export type { AdminServices } from './admin-services.ts';
export type { Context, CookieJar } from './context.ts';
export { Refusal, refuse } from './refusal.ts';
export { appRouter } from './router.ts';
export type { AppProcedures, AppRouter } from './router.ts';
export type {
  Credentials,
  LiveItem,
  LiveService,
  Membership,
  MessageService,
  Peer,
  RoomService,
  Services,
  Session,
  SessionService,
  SignedIn,
  UserService,
} from './services.ts';
