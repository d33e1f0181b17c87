import type { Room } from '@duet/sdk';
import { startTestDuet } from '../src/index.ts';
import type { TestDuet, TestDuetOptions, TestPerson } from '../src/index.ts';

export type Meeting = AsyncDisposable & { duet: TestDuet; ana: TestPerson; minji: TestPerson; room: Room };

/** Two people and their room. */
export const meet = async (options: TestDuetOptions = {}): Promise<Meeting> => {
  const duet = await startTestDuet(options);
  const [ana, minji] = await duet.people('Ana', '민지');
  const room = await duet.room(ana, minji);
  return { duet, ana, minji, room, [Symbol.asyncDispose]: () => duet.close() };
};

/** The texts that reach someone from now on. */
export const hear = ({ chat }: Pick<TestPerson, 'chat'>): readonly string[] => {
  const texts: string[] = [];
  chat.onEvents((events) => {
    for (const event of events) if (event.type === 'message') texts.push(event.message.text);
  });
  return texts;
};
