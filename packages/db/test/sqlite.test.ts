import { describe } from 'vitest';
import { databaseSuite } from './database-suite.ts';
import { inMemory, onFile } from './open-test-database.ts';

describe.each([
  { place: 'in memory', open: inMemory },
  { place: 'on a file', open: onFile },
])('SQLite $place', ({ open }) => {
  databaseSuite(open);
});
