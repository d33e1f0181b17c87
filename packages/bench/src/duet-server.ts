import { once } from 'node:events';
import { createServer } from 'node:http';
import { createDuet } from '@duet/server';
import { serveMeasures } from './measured.ts';

// A real file: every commit is synced to the disk before it is answered.
const [, , file = ''] = process.argv;
const duet = await createDuet({ databaseUrl: `file:${file}`, rateLimits: false });
const server = createServer((request, response) => duet.handler(request, response));
duet.attach(server);
server.listen(0, '127.0.0.1');
await once(server, 'listening');

const address = server.address();
serveMeasures(typeof address === 'object' && address !== null ? address.port : 0);
