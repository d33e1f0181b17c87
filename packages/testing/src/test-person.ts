import { createDuetClient, isUsername } from '@duet/sdk';
import type { Chat, DuetClient, User, UserId } from '@duet/sdk';
import { personHeader } from './line/whose.ts';

/** Someone who is signed in, with a client of theirs that is live. */
export type TestPerson = {
  readonly user: User;
  /** With the password, for the sign-in form of your app. */
  readonly username: string;
  readonly password: string;
  /** Of the session of `client`, for a second client of theirs: `createDuetClient({ url, token })`. */
  readonly token: string;
  readonly client: DuetClient;
  /** Its first `reset` is still owed: who starts to listen is told to load, like in an app that was just opened. */
  readonly chat: Chat;
};

const password = 'correct horse battery';

/** The letters of the name, and a number that nobody else has: `ana.1`, `민지.2`. */
const usernameOf = (displayName: string, n: number): string => {
  const letters = displayName.replaceAll(/[^\p{L}\p{N}]/gu, '').toLowerCase();
  const username = `${Array.from(letters).slice(0, 20).join('')}.${n}`;
  return isUsername(username) ? username : `person.${n}`;
};

/** Says whose it is in the handshake, so that a line that is cut lets it not even connect. */
const socketOf = (id: UserId): typeof WebSocket =>
  class extends WebSocket {
    constructor(url: string | URL) {
      super(url, { headers: { [personHeader]: id } });
    }
  };

/** Waits are drawn from [0, 3 %) of their span: tests want reconnects, not patience. */
const impatient = (): number => Math.random() * 0.03;

/**
 * Signs someone up. Resolves when their client is live: whatever is sent from then on reaches it. Rejects when that client
 * is closed before.
 */
export const createTestPerson = async (options: {
  displayName: string;
  /** Which of all people this is. */
  n: number;
  url: string;
  now: () => number;
  /** Told of their client before it connects: whoever ends everything ends it too. */
  opening: (client: DuetClient) => void;
}): Promise<TestPerson> => {
  const { displayName, n, url, now, opening } = options;
  const username = usernameOf(displayName, n);
  const { trpc } = createDuetClient({ url });
  const { user, token } = await trpc.session.signUp.mutate({ username, password, displayName });
  const client = createDuetClient({ url, token, WebSocket: socketOf(user.id), now, random: impatient });
  opening(client);
  const chat = await client.resume();
  if (!chat) throw new Error(`the session of ${username} ended while it began`);
  for await (const _ of chat.events()) return { user, username, password, token, client, chat };
  throw new Error(`the client of ${username} was closed while it began`);
};
