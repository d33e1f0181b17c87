import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { cpus, release, type } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compare } from './compare.ts';
import type { Result } from './compare.ts';
import { joinDuet } from './duet-people.ts';
import { joinRelay } from './relay-people.ts';
import { startServerProcess } from './server-process.ts';

const rooms = 50;
const load = { rounds: 7, messages: 20_000, warmUp: 20_000 };

// `npm run bench -- --cpu-prof` writes a profile of each server.
const execArgv = process.argv.slice(2);

const row = (name: string, { cpuMicrosPerMessage, lagP99Ms }: Result): string =>
  `| ${name} | ${cpuMicrosPerMessage.toFixed(0)} | ${lagP99Ms.toFixed(1)} |`;

// In the repository, not in the system's temporary folder: that one is often memory, and syncs for free.
const own = fileURLToPath(new URL('../../../.tmp/', import.meta.url));
await mkdir(own, { recursive: true });
const folder = await mkdtemp(join(own, 'bench-'));
try {
  const relay = await startServerProcess('./relay-server.ts', [], execArgv);
  const duet = await startServerProcess('./duet-server.ts', [join(folder, 'duet.db')], execArgv);
  console.log(`${rooms} rooms × 2 people × 4 in flight, ${load.rounds} rounds of ${load.messages} messages each …\n`);
  const { a, b, ratio } = await compare(
    [
      { server: relay, people: await joinRelay(relay.port, rooms) },
      { server: duet, people: await joinDuet(duet.port, rooms) },
    ],
    load,
  );
  const [cpu] = cpus();
  console.log('| server | CPU µs per message | event-loop lag p99, ms |');
  console.log('|---|---|---|');
  console.log(row('bare `ws` relay, keeps nothing', a));
  console.log(row('Duet, committed with `synchronous=FULL`', b));
  console.log(`\n${ratio.toFixed(2)} times the relay (median of ${load.rounds} rounds, in turns).`);
  console.log(`${cpus().length} × ${cpu?.model.trim()}, ${type()} ${release()}, Node ${process.versions.node}.`);
  await Promise.all([relay.stop(), duet.stop()]);
} finally {
  await rm(folder, { recursive: true, force: true });
}
process.exit(0);
