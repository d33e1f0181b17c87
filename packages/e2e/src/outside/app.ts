// An app as a team has it. It is copied out of the workspace, where npm alone brought what it imports.
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { createDuet } from '@duet/server';
import type { DuetOptions } from '@duet/server';
import { webRoot } from '@duet/web';
import express from 'express';

const { DATABASE_URL = 'file:./express.db', REDIS_URL } = process.env;
const under = { basePath: '/messages', spa: { root: webRoot } } satisfies Partial<DuetOptions>;

const listening = async (server: Server): Promise<string> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : address}`;
};

const beside = await createDuet({ ...under, databaseUrl: 'file:./plain.db' });
const plain = createServer((req, res) => beside.handler(req, res, () => res.end('the plain app')));
beside.attach(plain);

const duet = await createDuet({ ...under, databaseUrl: DATABASE_URL, redisUrl: REDIS_URL });
const app = express();
app.use('/messages', (req, res, next) => duet.handler(req, res, next));
app.get('/', (_, res) => void res.send('the Express app'));
const server = createServer(app);
duet.attach(server);

console.log(JSON.stringify({ plain: await listening(plain), express: await listening(server) }));
