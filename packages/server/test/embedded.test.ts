import { describe } from 'vitest';
import { duetSuite } from './duet-suite.ts';
import { startDuet, temporaryDatabase } from './start-duet.ts';

describe('one process on SQLite', () => {
  duetSuite({
    start: startDuet,
    newPlace: async () => {
      const file = await temporaryDatabase();
      return { options: { databaseUrl: file.url }, [Symbol.asyncDispose]: () => file[Symbol.asyncDispose]() };
    },
  });
});
