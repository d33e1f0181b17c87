import type { Room, User } from '@duet/sdk';
import type { Fault } from './fault.ts';
import type { TestClock } from './test-clock.ts';
import type { TestPerson } from './test-person.ts';

/** Whose line it is: one of `people()`, or a user of your app's own as `{ user: chat.me }`. */
export type Someone = { readonly user: Pick<User, 'id'> };

/** Waits for the next answer to a `message.send`. */
export interface DroppedAnswer extends Fault {
  /** Resolves when the answer was lost. Never, if it is mended before. */
  readonly dropped: Promise<void>;
}

/** A real Duet in this process, and a line to it that can be made bad. */
export interface TestDuet extends AsyncDisposable {
  /** Where your app's clients find it, in browsers too. All of them talk through the line. */
  readonly url: string;
  readonly clock: TestClock;
  /**
   * Signs people up by the names that they show, each with a client that is live. Their usernames are made of the names
   * and a number. They are local accounts, also beside those of your `identity`.
   *
   * @throws TRPCClientError (`reasonOf` says why): `invalid` for what is no display name; whatever your options refuse.
   */
  people<const Names extends readonly string[]>(...names: Names): Promise<{ [N in keyof Names]: TestPerson }>;
  /** The room of two people, as the first one sees it. The other one's list shows it with its first message. */
  room(one: TestPerson, other: Someone): Promise<Room>;
  /**
   * Cuts this person's line, as when a cable is pulled: sockets break without a close code, and neither a socket nor a
   * request of theirs gets through until it is mended. A client of your own that shows its token only in its first frame
   * gets as far as that frame.
   */
  cutSocket(someone: Someone): Fault;
  /**
   * This person's next `message.send` is carried out, and its answer never arrives: the line breaks in that moment. Any
   * client asks again then, with the same id, and is answered with `replayed: true`.
   */
  dropAnswer(someone: Someone): DroppedAnswer;
  /**
   * Everything takes `ms` milliseconds longer, in each direction, in its order; several delays add up.
   *
   * @throws RangeError for less than 0.
   */
  delay(ms: number): Fault;
  /** Closes the people's clients, the line and the server, and leaves nothing behind. Idempotent. */
  close(): Promise<void>;
}
