import { once } from 'node:events';
import { createServer } from 'node:http';
import { createDuet } from '@duet/server';
import { serveMeasures } from './measured.ts';

const [, , databaseUrl = '', redisUrl] = process.argv;
const duet = await createDuet({ databaseUrl, redisUrl, rateLimits: false });
const server = createServer((request, response) => duet.handler(request, response));
duet.attach(server);
server.listen(0, '127.0.0.1');
await once(server, 'listening');

const address = server.address();
serveMeasures(typeof address === 'object' && address !== null ? address.port : 0);
