import { DatabaseError, openDatabase } from '../../src/index.ts';

// Opens the database that the first argument names, says so, and holds it until it is killed.
try {
  await openDatabase(process.argv[2] ?? '');
  process.stdout.write('open\n');
  setInterval(() => undefined, 60_000);
} catch (error) {
  if (!(error instanceof DatabaseError)) throw error;
  process.stdout.write(`${error.fault}: ${error.message}\n`);
}
