import { access, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { openFolder, startApp } from './app-process.ts';
import { messageId, signIn, signUp } from './person.ts';

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

/** Mina and Jun with one message between them, in a database that nobody holds any more. */
const aPast = async (url: string) => {
  await using app = startApp({ DATABASE_URL: url });
  const server = await app.listening();
  await using mina = await signUp(server, 'mina');
  await using jun = await signUp(server, 'jun');
  const room = await mina.chat.trpc.room.create.mutate({ userId: jun.chat.me.id });
  const sent = await mina.chat.trpc.message.send.mutate({ roomId: room.id, id: messageId(0), text: 'kept' });
  if (!sent.ok) throw new Error(sent.reason);
  app.kill('SIGTERM');
  await app.ended;
  return { roomId: room.id, mina: mina.chat.me.id, seq: sent.seq };
};

const historyOf = async (url: string, roomId: Awaited<ReturnType<typeof aPast>>['roomId']): Promise<string[]> => {
  await using app = startApp({ DATABASE_URL: url });
  await using mina = await signIn(await app.listening(), 'mina');
  const { messages } = await mina.chat.trpc.message.history.query({ roomId });
  return messages.map(({ text }) => text);
};

it('[RUN6] a backup starts as the database that it was made of; a second one does not go over it', async () => {
  await using folder = await openFolder();
  const { roomId } = await aPast(folder.url);
  const file = join(folder.path, 'backup.db');
  const run = () => startApp({ DATABASE_URL: folder.url }, 'backup', [file]).ended;
  expect(await run()).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining(`to ${file}`) });
  expect(await run()).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/^\S+backup\.db is there already[^\n]*\n$/),
  });
  expect(await historyOf(`file:${file}`, roomId)).toEqual(['kept']);
});

it('[RUN6] beside a running server, and of a file that is not there, nothing is written', async () => {
  await using folder = await openFolder();
  const file = join(folder.path, 'backup.db');
  const missing = await startApp({ DATABASE_URL: folder.url }, 'backup', [file]).ended;
  expect(missing).toMatchObject({ code: 1, stderr: expect.stringMatching(/^There is no \S+duet\.db\.\n$/) });
  await using app = startApp({ DATABASE_URL: folder.url });
  await app.listening();
  const refused = await startApp({ DATABASE_URL: folder.url }, 'backup', [file]).ended;
  expect(refused).toMatchObject({ code: 1, stderr: expect.stringMatching(/^Another process is using [^\n]*\n$/) });
  expect(await isThere(file)).toBe(false);
});

it('[RUN6] a database that is damaged is named, and nothing is written', async () => {
  await using folder = await openFolder();
  const path = join(folder.path, 'duet.db');
  {
    using database = new DatabaseSync(path);
    database.exec('create table t (body text)');
    for (let row = 0; row < 100; row += 1) database.prepare('insert into t values (?)').run('x'.repeat(4_000));
  }
  await using file = await open(path, 'r+');
  await file.write(Buffer.alloc(4_096 * 10, 0xff), 0, null, 4_096 * 20);
  const refused = await startApp({ DATABASE_URL: folder.url }, 'backup', [join(folder.path, 'backup.db')]).ended;
  expect(refused).toMatchObject({ code: 1, stderr: expect.stringMatching(/^\S+duet\.db is damaged\.\n$/) });
  expect((await readdir(folder.path)).filter((name) => name.startsWith('backup'))).toEqual([]);
});

it('[RUN5] dead letters are listed with their reason, kept while SQL refuses them, and replayed to their place', async () => {
  await using folder = await openFolder();
  const { roomId, mina, seq } = await aPast(folder.url);
  const letter = { roomId, seq: seq - 1, id: messageId(1), senderId: mina, kind: 'text', status: 'sent', text: 'late' };
  {
    using database = new DatabaseSync(join(folder.path, 'duet.db'));
    database
      .prepare('insert into dead_letters values (0, ?, ?, ?, ?, ?, ?, ?)')
      .run(letter.seq, roomId, mina, letter.id, JSON.stringify({ ...letter, sentAt: 1 }), 'too wide', 1);
    database.exec("create trigger refusing before insert on messages begin select raise(abort, 'still too wide'); end");
  }
  const run = async (what: string) => {
    const { code, stdout, stderr } = await startApp({ DATABASE_URL: folder.url }, 'dead-letters', [what]).ended;
    expect([code, stderr]).toEqual([0, '']);
    return stdout;
  };
  const listed = await run('list');
  expect(listed).toContain(`message ${letter.id} of ${mina} in room ${roomId}: too wide`);
  expect(listed).not.toContain('late');
  expect(await run('replay')).toMatch(/still too wide[^]*0 stored, 1 refused/);
  {
    using database = new DatabaseSync(join(folder.path, 'duet.db'));
    database.exec('drop trigger refusing');
  }
  expect(await run('replay')).toContain('1 stored, 0 refused');
  expect(await run('list')).toContain('no dead letters');
  expect(await historyOf(folder.url, roomId)).toEqual(['late', 'kept']);
});

it('a command that is called wrongly says how it is called', async () => {
  await using folder = await openFolder();
  for (const command of ['backup', 'dead-letters'] as const) {
    const { code, stderr } = await startApp({ DATABASE_URL: folder.url }, command).ended;
    expect([code, stderr]).toEqual([1, expect.stringContaining(`npm run ${command} -- `)]);
  }
});
