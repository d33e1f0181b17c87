import { listDeadLetters, replayDeadLetters } from '@duet/server';
import type { DeadLetter } from '@duet/server';
import { command } from './command.ts';
import { readEnv } from './env.ts';
import { databasePlace } from './places.ts';
import { UsageError } from './tell-fault.ts';

/** Without its text, which is nobody's business. */
const line = ({ message, error, at }: DeadLetter): string =>
  `${new Date(at).toISOString()} message ${message.id} of ${message.senderId} in room ${message.roomId}: ${error}`;

const list = async (url: string): Promise<void> => {
  const letters = await listDeadLetters(url);
  for (const letter of letters) console.log(line(letter));
  console.log(letters.length === 0 ? 'There are no dead letters.' : `${letters.length} in all.`);
};

const replay = async (url: string): Promise<void> => {
  const replayed = await replayDeadLetters(url);
  const refused = replayed.filter(({ outcome }) => outcome === 'refused');
  for (const { letter, error = letter.error } of refused) console.log(line({ ...letter, error }));
  console.log(`${replayed.length - refused.length} stored, ${refused.length} refused again and kept.`);
};

await command(async ([what]) => {
  const { url } = databasePlace(readEnv().databaseUrl);
  if (what === 'list') return list(url);
  if (what === 'replay') return replay(url);
  throw new UsageError(
    'npm run dead-letters -- list     shows what SQL refused to store, and why\n' +
      'npm run dead-letters -- replay   stores it, when what was wrong is mended',
  );
});
