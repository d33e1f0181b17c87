/**
 * A program that compiles while an app that was built with the packed SDK could be built with today's: what it puts in is
 * taken, and what it reads is there. A new kind of event is no break, since an older SDK passes over it.
 */
export const compatibleTypes = (packed: string): string => `
import type * as Old from '${packed}/dist/index.js';
import type * as New from '@duet/sdk';

type Calls<Trpc> = Omit<Trpc, 'live'>;
export const calls = (now: Calls<New.DuetTrpc>): Calls<Old.DuetTrpc> => now;

type Known = Old.FeedEvent['type'];
export const events = (now: Extract<New.FeedEvent, { type: Known }>): Old.FeedEvent => now;
export const kinds = (then: Known): New.FeedEvent['type'] => then;

export const client = (options: Old.DuetClientOptions): New.DuetClientOptions => options;
type Told = 'onEvents' | 'events' | 'trpc';
type Client = 'session' | 'resume' | 'signUp' | 'signIn' | 'trpc';
export const clients = (now: Omit<New.DuetClient, Client>): Omit<Old.DuetClient, Client> => now;
export const chats = (now: Omit<New.Chat, Told>): Omit<Old.Chat, Told> => now;
`;
