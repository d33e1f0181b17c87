import { writeFile } from 'node:fs/promises';
import { createServer, request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { once } from 'node:events';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { isLeftOut, startMariaDb } from '@duet/engines';
import type { MariaDb } from '@duet/engines';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openFolder, startApp } from './app-process.ts';
import { live, messageId, signIn, signUp } from './person.ts';

describe('the process', () => {
  it('says in two lines where it listens and keeps messages, is ready, and ends with 0 at a SIGTERM', async () => {
    await using folder = await openFolder();
    await using app = startApp({ DATABASE_URL: folder.url });
    const url = await app.listening();
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    app.kill('SIGTERM');
    const { code, stdout } = await app.ended;
    expect(code).toBe(0);
    expect(stdout.trim().split('\n')).toEqual([
      `Duet listens on ${url}`,
      `and keeps its messages in ${join(folder.path, 'duet.db')}. Ctrl-C stops it.`,
    ]);
  });

  it('[SRV175] answers a client that would rather speak HTTP/2', async () => {
    await using folder = await openFolder();
    await using app = startApp({ DATABASE_URL: folder.url });
    const offer = {
      connection: 'Upgrade, HTTP2-Settings',
      upgrade: 'h2c',
      'http2-settings': 'AAMAAABkAAQCAAAAAAIAAAAA',
    };
    const asked = request(`${await app.listening()}/trpc/session.me`, { headers: offer }).end();
    const [answer]: IncomingMessage[] = await once(asked, 'response');
    expect(answer?.statusCode).toBe(200);
    answer?.resume();
  });

  it('ends at a SIGTERM also while a client stays connected', async () => {
    await using folder = await openFolder();
    await using app = startApp({ DATABASE_URL: folder.url });
    await using mina = await signUp(await app.listening(), 'mina');
    await live(mina);
    app.kill('SIGTERM');
    expect((await app.ended).code).toBe(0);
  });

  it('warns when rate limits are off', async () => {
    await using folder = await openFolder();
    await using app = startApp({ DATABASE_URL: folder.url, RATE_LIMITS: 'off' });
    await app.listening();
    app.kill('SIGTERM');
    expect((await app.ended).stderr).toContain('RATE_LIMITS=off');
  });

  it('keeps every answered message over a kill -9', async () => {
    await using folder = await openFolder();
    await using first = startApp({ DATABASE_URL: folder.url });
    const texts = ['하나', 'two', '셋 🙂'];
    {
      const url = await first.listening();
      await using mina = await signUp(url, 'mina');
      await using jun = await signUp(url, 'jun');
      const room = await mina.chat.trpc.room.create.mutate({ userId: jun.chat.me.id });
      for (const [index, text] of texts.entries()) {
        const answer = await mina.chat.trpc.message.send.mutate({ roomId: room.id, id: messageId(index), text });
        expect(answer).toMatchObject({ ok: true, replayed: false });
      }
      first.kill('SIGKILL');
      await first.ended;
    }

    await using second = startApp({ DATABASE_URL: folder.url });
    {
      await using jun = await signIn(await second.listening(), 'jun');
      const { rooms } = await jun.chat.trpc.room.list.query({});
      expect(rooms).toMatchObject([{ peer: { username: 'mina' }, unread: texts.length }]);
      for (const { id } of rooms) {
        const { messages } = await jun.chat.trpc.message.history.query({ roomId: id });
        expect(messages.map((message) => message.text)).toEqual(texts);
      }
    }
    second.kill('SIGTERM');
    expect((await second.ended).code).toBe(0);
  });
});

describe.skipIf(isLeftOut('mariadb'))('the process on MariaDB', () => {
  let mariadb: MariaDb;
  beforeAll(async () => {
    mariadb = await startMariaDb();
  });
  afterAll(() => mariadb[Symbol.asyncDispose]());

  it('says where it keeps messages, without the password, and is ready', async () => {
    await using app = startApp({ DATABASE_URL: await mariadb.newDatabase() });
    expect((await fetch(`${await app.listening()}/readyz`)).status).toBe(200);
    app.kill('SIGTERM');
    const { code, stdout } = await app.ended;
    expect(code).toBe(0);
    expect(stdout).toMatch(/keeps its messages in the database duet_\d+ at 127\.0\.0\.1:\d+\./);
    expect(stdout).not.toContain('secret');
  });

  it('[SRV50] ends with a clear message once another process has taken its database over', async () => {
    const url = await mariadb.newDatabase();
    await using first = startApp({ DATABASE_URL: url });
    await using mina = await signUp(await first.listening(), 'mina');
    await using jun = await signUp(await first.listening(), 'jun');
    const room = await mina.chat.trpc.room.create.mutate({ userId: jun.chat.me.id });
    await using second = startApp({ DATABASE_URL: url });
    await second.listening();
    const late = { roomId: room.id, id: messageId(0), text: 'too late' };
    // Refused, or cut off by the end of the process.
    expect(await mina.chat.trpc.message.send.mutate(late).catch(() => null)).not.toMatchObject({ ok: true });
    const { code, stderr } = await first.ended;
    expect(code).toBe(1);
    expect(stderr).toContain('Another process has taken over the database');
  });
});

describe('what its starter can mend is one line on stderr, exit code 1 and no stack', () => {
  const refusal = async (env: Record<string, string>): Promise<string> => {
    await using app = startApp(env);
    const { code, stdout, stderr } = await app.ended;
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).not.toMatch(/^\s+at /m);
    return stderr.trim();
  };

  it('a mistake in the environment', async () => {
    expect(await refusal({ PORT: 'x', LOG_LEVEL: 'loud' })).toMatch(/^PORT [^\n]+\nLOG_LEVEL [^\n]+$/);
  });

  it('a second process on the same file', async () => {
    await using folder = await openFolder();
    await using app = startApp({ DATABASE_URL: folder.url });
    await app.listening();
    expect(await refusal({ DATABASE_URL: folder.url })).toMatch(/^Another process is using \S+duet\.db\.[^\n]*$/);
    app.kill('SIGTERM');
    await app.ended;
  });

  it('a MySQL server that is not there, without the password', async () => {
    const said = await refusal({ DATABASE_URL: 'mysql://duet:secret@127.0.0.1:1/duet' });
    expect(said).toMatch(/^Cannot reach the database duet at 127\.0\.0\.1:1 [^\n]+$/);
    expect(said).not.toContain('secret');
  });

  it('a port that is taken', async () => {
    await using folder = await openFolder();
    await using other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' && address !== null ? String(address.port) : '';
    expect(await refusal({ DATABASE_URL: folder.url, PORT: port })).toMatch(
      /^Cannot listen on 127\.0\.0\.1, port \d+\./,
    );
  });

  it('a database that a later version has migrated', async () => {
    await using folder = await openFolder();
    await using app = startApp({ DATABASE_URL: folder.url });
    await app.listening();
    app.kill('SIGTERM');
    await app.ended;
    const database = new DatabaseSync(join(folder.path, 'duet.db'));
    database.exec("insert into kysely_migration (name, timestamp) values ('9999_from_tomorrow', '2099-01-01')");
    database.close();
    expect(await refusal({ DATABASE_URL: folder.url })).toMatch(/^[^\n]*later version[^\n]*$/);
  });

  it('a folder that cannot be made, and a file that is no database', async () => {
    await using folder = await openFolder();
    await writeFile(join(folder.path, 'notes'), 'not a database, and long enough to have been one '.repeat(20));
    expect(await refusal({ DATABASE_URL: `file:${join(folder.path, 'notes', 'duet.db')}` })).toMatch(
      /^[^\n]+notes[^\n]+$/,
    );
    expect(await refusal({ DATABASE_URL: `file:${join(folder.path, 'notes')}` })).toMatch(/^[^\n]+notes[^\n]+$/);
  });
});
