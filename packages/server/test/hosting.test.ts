import { createServer } from 'node:http';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import express from 'express';
import { describe, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import { follow, httpClient, newMessageId, signUp, signUpPair, socketClient } from './people.ts';
import { rawCall } from './raw-http.ts';
import { openRawSocket, refusedHandshake } from './raw-socket.ts';
import { closeServer, listen, startDuet, temporaryDatabase } from './start-duet.ts';

describe('hosting', () => {
  /** An app as a team has it: Express, a page of its own, sockets of its own, Duet under a path. */
  const mountedApp = async () => {
    const running = await startDuet({ basePath: '/messages' });
    const app = express();
    app.use(express.json());
    app.use('/messages', (req, res, next) => running.duet.handler(req, res, next));
    app.get('/', (_, res) => void res.send('the app'));
    app.get('/messages/own', (_, res) => void res.send('the app, under the path'));
    const server = createServer(app);
    const own = new WebSocketServer({ noServer: true });
    own.on('connection', (socket) =>
      socket.on('message', (data: Buffer) => socket.send(`{"id":"echo ${data.toString()}"}`)),
    );
    server.on('upgrade', (req, transport: Duplex, head: Buffer) => {
      if (req.url === '/own-sockets')
        own.handleUpgrade(req, transport, head, (socket) => own.emit('connection', socket));
    });
    running.duet.attach(server);
    const port = await listen(server);
    return {
      url: `http://127.0.0.1:${port}/messages`,
      root: `http://127.0.0.1:${port}`,
      socketUrl: `ws://127.0.0.1:${port}/messages/trpc`,
      async [Symbol.asyncDispose]() {
        await running[Symbol.asyncDispose]();
        for (const socket of own.clients) socket.terminate();
        await closeServer(server);
      },
    };
  };

  it('[SRV34] mounted under a path of an Express app, beside its pages and its sockets', async () => {
    await using app = await mountedApp();
    const { mina, joon, room } = await signUpPair(app.url);
    await using socket = socketClient(app.socketUrl, joon.token);
    using live = follow(socket.trpc);
    await live.until(() => true);
    using echo = await openRawSocket(`${app.root.replace('http', 'ws')}/own-sockets`);
    const echoed = echo.next(() => true);
    echo.send('hello');
    expect(await echoed).toEqual({ id: 'echo hello' });

    await mina.trpc.message.send.mutate({ roomId: room.id, id: newMessageId(), text: 'through the app' });
    await live.until((event) => event.type === 'message' && event.message.text === 'through the app');
    expect(await (await fetch(app.root)).text()).toBe('the app');
    expect(await (await fetch(`${app.url}/own`)).text()).toBe('the app, under the path');
    expect((await fetch(`${app.url}/nowhere`)).status).toBe(404);
    expect(await (await fetch(`${app.url}/healthz`)).json()).toEqual({ status: 'ok' });

    const signedUp = await rawCall(app.url, 'mutation', 'session.signUp', { username: 'eve', password: 'long enough' });
    expect(signedUp.headers.getSetCookie()[0]).toContain('; Path=/messages;');
    using again = await openRawSocket(`${app.root.replace('http', 'ws')}/own-sockets`);
    expect(again.socket.readyState).toBe(again.socket.OPEN);
  });

  it('[SRV170] a body is read whatever parsers of the app ran before it', async () => {
    await using running = await startDuet({ basePath: '/messages' });
    // As Express 4 leaves what is not for its parsers; Express 5 says `undefined`.
    const emptyBody: express.RequestHandler = (req, _, next) => {
      req.body = {};
      next();
    };
    const app = express();
    app.use('/json', express.json());
    app.use('/form', express.urlencoded());
    app.use('/4', emptyBody);
    app.use(/^\/\w+(?=\/messages)/, (req, res, next) => {
      req.originalUrl = req.url;
      running.duet.handler(req, res, next);
    });
    const server = createServer(app);
    const root = `http://127.0.0.1:${await listen(server)}`;
    for (const [index, before] of ['json', 'form', '4', 'none'].entries()) {
      const { user } = await signUp(`${root}/${before}/messages`, `person_${index}`);
      expect(user.username).toBe(`person_${index}`);
    }
    await closeServer(server);
  });

  it('[SRV34] alone on a server it turns other upgrades away, and what is not its own with a 404', async () => {
    await using duet = await startDuet({ basePath: '/messages' });
    const root = duet.url.replace('/messages', '');
    for (const path of ['/trpc', '/messages', '/messages/trpc/', '/messages/trpcx', '/']) {
      expect(await refusedHandshake(root.replace('http', 'ws') + path, {})).toBe(404);
    }
    for (const path of ['/', '/messagesx', '/messages', '/messages/nowhere', '/messagestrpc/session.me']) {
      const response = await fetch(root + path);
      expect(response.status).toBe(404);
      expect(await response.json()).toMatchObject({ error: { data: { reason: 'not_found' } } });
    }
    expect((await rawCall(duet.url, 'query', 'session.me', undefined)).status).toBe(200);
  });

  it('[SRV35] two in one process share nothing', async () => {
    await using one = await startDuet();
    await using other = await startDuet();
    const mina = await signUp(one.url, 'mina');
    await signUp(other.url, 'mina');
    const stranger = httpClient(other.url, { authorization: `Bearer ${mina.token}` });
    expect(await stranger.session.me.query()).toEqual({ user: null });
    await one.duet.close();
    await signUp(other.url, 'joon');
    using socket = await openRawSocket(other.socketUrl);
    expect((await socket.call('query', 'session.me')).result).toBeDefined();
  });

  it('[SRV172] on one server two answer for themselves, and what is neither’s is turned away', async () => {
    await using one = await startDuet({ basePath: '/one', timings: { handshake: 1_000 } });
    await using other = await startDuet({ basePath: '/other', timings: { handshake: 1_000 } });
    other.duet.attach(one.server);
    const root = one.socketUrl.replace('/one/trpc', '');
    const own = new WebSocketServer({ noServer: true });
    // It answers at once, before either of them is asked, and then says nothing.
    one.server.prependListener('upgrade', (req, transport, head) => {
      if (req.url === '/own') own.handleUpgrade(req, transport, head, (socket) => own.emit('connection', socket));
    });
    using quiet = await openRawSocket(`${root}/own`);
    for (const path of ['/one/trpc', '/other/trpc']) {
      using socket = await openRawSocket(root + path);
      expect((await socket.call('query', 'session.me')).result).toBeDefined();
    }
    // It came behind the quiet one, whose time is over too.
    expect(await refusedHandshake(`${root}/nowhere`, {})).toBe(404);
    const [answered] = own.clients;
    const pong = new Promise((resolve) => answered?.once('pong', resolve));
    answered?.ping();
    await pong;
    expect(quiet.socket.readyState).toBe(quiet.socket.OPEN);
  });

  it('[SRV36] it is ready while it can read and write, and says so honestly', async () => {
    await using duet = await startDuet();
    expect((await fetch(`${duet.url}/healthz`)).status).toBe(200);
    expect((await fetch(`${duet.url}/readyz`)).status).toBe(200);
    await duet.duet.close();
    expect((await fetch(`${duet.url}/healthz`)).status).toBe(200);
    expect((await fetch(`${duet.url}/readyz`)).status).toBe(503);
  });

  it('[SRV37] a stop closes the sockets, settles the log, and takes nothing more', async () => {
    await using file = await temporaryDatabase();
    const duet = await startDuet({ databaseUrl: file.url });
    const { mina, room } = await signUpPair(duet.url);
    const ids = Array.from({ length: 20 }, newMessageId);
    using socket = await openRawSocket(duet.socketUrl);
    const sends = ids.map((id) => mina.trpc.message.send.mutate({ roomId: room.id, id, text: id }).catch(() => null));
    await sends[0];
    await Promise.all([duet.duet.close(), duet.duet.close()]);
    expect(await socket.closed).toBe(1001);
    const late = { roomId: room.id, id: newMessageId(), text: 'too late' };
    const headers = { authorization: `Bearer ${mina.token}` };
    expect(await rawCall(duet.url, 'mutation', 'message.send', late, headers)).toMatchObject({
      status: 503,
      reason: 'try_later',
    });
    expect(await refusedHandshake(duet.socketUrl, {}).catch(() => 0)).not.toBe(101);
    const answers = await Promise.all(sends);
    await duet[Symbol.asyncDispose]();

    await using again = await startDuet({ databaseUrl: file.url });
    const trpc = httpClient(again.url, headers);
    const { messages } = await trpc.message.history.query({ roomId: room.id });
    const stored = new Set<string>(messages.map(({ id }) => id));
    const acknowledged = ids.filter((_, index) => answers[index]?.ok);
    expect(acknowledged.length).toBeGreaterThan(0);
    expect(acknowledged.filter((id) => !stored.has(id))).toEqual([]);
  });

  it('[SRV37] a stop waits neither for a body that does not come nor for an answer that nobody reads', async () => {
    await using duet = await startDuet({ timings: { stop: 2_000 } });
    const { mina, room } = await signUpPair(duet.url);
    for (let index = 0; index < 50; index++) {
      const text = '한'.repeat(4_000);
      await mina.trpc.message.send.mutate({ roomId: room.id, id: newMessageId(), text });
    }
    const line = () => connect(Number(new URL(duet.url).port), '127.0.0.1').on('error', () => {});
    const half = line();
    half.write('POST /trpc/session.signIn HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{');
    const input = encodeURIComponent(JSON.stringify({ roomId: room.id }));
    const ask = `GET /trpc/message.history?input=${input} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${mina.token}\r\n\r\n`;
    const deaf = line();
    deaf.write(ask.repeat(20));
    await new Promise((resolve) => deaf.once('readable', resolve));
    await duet.duet.close();
    half.destroy();
    deaf.destroy();
  });

  it('[SRV34] a wrong basePath is said at once', async () => {
    await expect(startDuet({ basePath: 'messages/' })).rejects.toThrow('basePath');
  });
});
