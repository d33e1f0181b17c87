import { sqlOutage } from './sql-outage.ts';

// 100 people with four sends each, three a second: about 1,000 a second. The feeds' windows are full before it begins.
const mib = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
const minute = 60_000;

console.log('Two nodes under load, MariaDB killed for a minute …\n');
const found = await sqlOutage({ rooms: 50, thinkMs: 350, warmUp: 1_000, forMs: minute });
console.log(`accepted and told meanwhile   ${found.accepted} (${Math.round(found.accepted / 60)} a second)
Redis grew by                 ${mib(found.redisBytes)}, ${Math.round(found.redisBytes / found.accepted)} bytes a message
the nodes grew by             ${found.nodeBytes.map(mib).join(' and ')}
drained, under the same load  ${(found.drainedMs / 1000).toFixed(1)} s after MariaDB's return
accepted and stored in all    ${found.acceptedInAll} and ${found.storedInAll}, ${found.deadLetters} dead letters`);
process.exit(0);
