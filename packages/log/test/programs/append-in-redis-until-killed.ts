import { writeSync } from 'node:fs';
import { openDatabase } from '@duet/db';
import { isRoomId, isUserId } from '@duet/protocol';
import { entryIn } from '../entries.ts';
import { openRedisNode } from '../redis/open-redis-log.ts';

// Appends to one room without end, several at once, and writes down each answer when it has it. Tells nobody.
const [url = '', redisUrl = '', prefix = '', id, one, other] = process.argv.slice(2);
if (!isRoomId(id) || !isUserId(one) || !isUserId(other)) throw new Error('wants urls, a room and its two members');
const room = { id, members: [one, other] } as const;

const onAccepted = (): Promise<void> => new Promise(() => undefined);
const { log } = await openRedisNode(redisUrl, await openDatabase(url), { prefix, onAccepted });

const writer = async (name: number): Promise<void> => {
  for (let n = 0; ; n += 1) {
    const entry = entryIn(room, { text: `${name} ${n}` });
    const answer = await log.append(entry);
    if (!answer.ok) throw new Error(answer.reason);
    writeSync(1, `${entry.id} ${answer.seq} ${entry.text}\n`);
  }
};
await Promise.all(Array.from({ length: 8 }, (_, name) => writer(name)));
