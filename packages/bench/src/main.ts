import { cpus, release, type } from 'node:os';
import { compare } from './compare.ts';
import type { Result } from './compare.ts';
import { joinDuet } from './duet-people.ts';
import { joinRelay } from './relay-people.ts';
import { startServerProcess } from './server-process.ts';
import { openEngines, openFile } from './stores.ts';

const rooms = 50;
const load = { rounds: 7, messages: 20_000, warmUp: 20_000 };

// `npm run bench -- --cpu-prof` writes a profile of each server, `npm run bench -- clustered` measures a node of many.
const isClustered = process.argv.includes('clustered');
const execArgv = process.argv.slice(2).filter((flag) => flag.startsWith('--'));

const row = (name: string, { cpuMicrosPerMessage, lagP99Ms }: Result): string =>
  `| ${name} | ${cpuMicrosPerMessage.toFixed(0)} | ${lagP99Ms.toFixed(1)} |`;

const measure = async (): Promise<void> => {
  await using stores = await (isClustered ? openEngines() : openFile());
  const relay = await startServerProcess('./relay-server.ts', [], execArgv);
  const duet = await startServerProcess('./duet-server.ts', stores.args, execArgv);
  const people = { relay: await joinRelay(relay.port, rooms), duet: await joinDuet([duet.port], rooms) };
  console.log(`${rooms} rooms × 2 people × 4 in flight, ${load.rounds} rounds of ${load.messages} messages each …\n`);
  await stores.spent(0);
  const { a, b, ratio } = await compare(
    [
      { server: relay, people: people.relay },
      { server: duet, people: people.duet },
    ],
    load,
  );
  const spent = await stores.spent(load.warmUp + load.rounds * load.messages);
  const [cpu] = cpus();
  console.log('| server | CPU µs per message | event-loop lag p99, ms |');
  console.log('|---|---|---|');
  console.log(row('bare `ws` relay, keeps nothing', a));
  console.log(row(stores.name, b));
  console.log(`\n${ratio.toFixed(2)} times the relay (median of ${load.rounds} rounds, in turns). ${spent}`);
  console.log(`${cpus().length} × ${cpu?.model.trim()}, ${type()} ${release()}, Node ${process.versions.node}.`);
  await Promise.all([relay.stop(), duet.stop()]);
};

await measure();
process.exit(0);
