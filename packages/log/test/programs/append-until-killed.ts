import { writeSync } from 'node:fs';
import { openDatabase } from '@duet/db';
import { isRoomId, isUserId } from '@duet/protocol';
import { createSqlMessageLog } from '../../src/index.ts';
import { entryIn } from '../entries.ts';

// Appends to one room without end, several at once, and writes down each answer when it has it.
const [url = '', id, one, other] = process.argv.slice(2);
if (!isRoomId(id) || !isUserId(one) || !isUserId(other)) throw new Error('wants a url, a room and its two members');
const room = { id, members: [one, other] } as const;

const log = await createSqlMessageLog({
  database: await openDatabase(url),
  now: Date.now,
  onAccepted: () => undefined,
  onFenced: () => process.exit(1),
  onFault: () => process.exit(1),
});

const writer = async (name: number): Promise<void> => {
  for (let n = 0; ; n += 1) {
    const entry = entryIn(room, { text: `${name} ${n}` });
    const answer = await log.append(entry);
    if (!answer.ok) throw new Error(answer.reason);
    writeSync(1, `${entry.id} ${answer.seq} ${entry.text}\n`);
  }
};
await Promise.all(Array.from({ length: 8 }, (_, name) => writer(name)));
