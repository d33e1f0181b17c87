import { lockPartition, openDatabase } from '@duet/db';
import { isLeftOut, startMariaDb } from '@duet/engines';
import type { MariaDb } from '@duet/engines';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OutcomeUnknown } from '../src/index.ts';
import { entryIn } from './entries.ts';
import { messageLogSuite } from './message-log-suite.ts';
import { openMysqlLine } from './mysql-line.ts';
import { openSqlLog, sqlLogOnMariaDb } from './open-sql-log.ts';
import { sqlLogSuite } from './sql-log-suite.ts';

/** A database that waits for a lock gives up after 5 s; the rest is patience with a busy machine. */
const poll = { timeout: 20_000 };

describe.skipIf(isLeftOut('mariadb'))('the log in MariaDB', () => {
  let mariadb: MariaDb;
  beforeAll(async () => {
    mariadb = await startMariaDb();
  });
  afterAll(() => mariadb[Symbol.asyncDispose]());

  messageLogSuite(() => sqlLogOnMariaDb(mariadb));
  sqlLogSuite((settings) => sqlLogOnMariaDb(mariadb, settings));

  describe('a line that is lost while a commit is on its way', () => {
    const throughLine = async () => {
      const line = await openMysqlLine(mariadb.port);
      const url = new URL(await mariadb.newDatabase());
      url.port = String(line.port);
      const test = await openSqlLog(
        () => openDatabase(url.href),
        true,
        async () => line[Symbol.asyncDispose](),
      );
      return { test, line, [Symbol.asyncDispose]: () => test[Symbol.asyncDispose]() };
    };

    it('[LOG19] the commit happened: its keys are answered, its messages told', async () => {
      await using here = await throughLine();
      const { test, line } = here;
      const room = await test.newRoom();
      const entries = [entryIn(room), entryIn(room)];
      line.loseNextAnswer();
      const answers = await Promise.all(entries.map((entry) => test.log.append(entry)));
      expect(answers).toEqual(answers.map(() => expect.objectContaining({ ok: true })));
      expect(test.accepted.map((one) => one.message.id)).toEqual(entries.map((entry) => entry.id));
      expect(await test.log.append(entryIn(room))).toMatchObject({ ok: true, replayed: false });
    });

    it('[LOG24] the server is still at it: the log waits for its end', async () => {
      await using here = await throughLine();
      const { test, line } = here;
      const room = await test.newRoom();
      line.holdNextCommit();
      const answer = test.log.append(entryIn(room));
      const waiting = () =>
        mariadb.query("select id from information_schema.processlist where info like '%log\\_partitions%for update'");
      await expect.poll(waiting, poll).toHaveLength(1);
      line.deliver();
      expect(await answer).toMatchObject({ ok: true });
      expect(test.accepted).toHaveLength(1);
      expect((await test.log.history(room.id, {}, 9)).messages).toHaveLength(1);
    });

    it('[LOG24] nobody can tell yet: its keys are in doubt, others try later; at last it is told unasked', async () => {
      await using here = await throughLine();
      const { test, line } = here;
      const room = await test.newRoom();
      const entry = entryIn(room);
      line.holdNextCommit();
      await expect(test.log.append(entry)).rejects.toThrow(OutcomeUnknown);
      const [again, other] = await Promise.allSettled([test.log.append(entry), test.log.append(entryIn(room))]);
      expect(again).toMatchObject({ status: 'rejected', reason: expect.any(OutcomeUnknown) });
      expect(other).toMatchObject({ status: 'fulfilled', value: { ok: false, reason: 'try_later' } });
      expect(test.accepted).toEqual([]);

      line.deliver();
      await expect.poll(async () => [await test.log.storedThrough(), test.accepted.length][1], poll).toBe(1);
      expect(await test.log.append(entry)).toMatchObject({ ok: true, replayed: true });
      expect(await test.log.append(entryIn(room))).toMatchObject({ ok: true, replayed: false });
      expect(test.accepted.map((one) => one.message)).toEqual((await test.log.history(room.id, {}, 9)).messages);
      expect(test.fencedTimes).toBe(0);
    });

    it('[LOG24] the commit was lost too: asked again, there is one message', async () => {
      await using here = await throughLine();
      const { test, line } = here;
      const room = await test.newRoom();
      const entry = entryIn(room);
      line.holdNextCommit();
      await expect(test.log.append(entry)).rejects.toThrow(OutcomeUnknown);
      line.drop();
      await expect
        .poll(() => test.log.append(entry).catch(() => null), poll)
        .toMatchObject({ ok: true, replayed: false });
      expect(test.accepted).toHaveLength(1);
      expect((await test.log.history(room.id, {}, 9)).messages).toHaveLength(1);
    });
  });

  it('[LOG63] a start waits until the locks of a process that was stopped are gone', async () => {
    await using test = await sqlLogOnMariaDb(mariadb);
    const [locked, stopped] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const holding = test.db.transaction().execute(async (trx) => {
      await lockPartition(trx, 0);
      locked.resolve();
      await stopped.promise;
    });
    await locked.promise;
    const starting = test.another();
    const attempts = new Set<string>();
    const look = async (): Promise<number> => {
      const waiting = "select trx_started from information_schema.innodb_trx where trx_state = 'LOCK WAIT'";
      for (const row of await mariadb.query(waiting)) attempts.add(JSON.stringify(row));
      return attempts.size;
    };
    try {
      // An attempt waits 5 s for the lock. The server renews this table only when nobody read it for 100 ms.
      await expect.poll(look, { timeout: 45_000, interval: 300 }).toBeGreaterThanOrEqual(2);
    } finally {
      stopped.resolve();
    }
    await holding;
    const room = await test.newRoom();
    expect(await (await starting).append(entryIn(room))).toMatchObject({ ok: true });
    await (await starting).close();
  }, 60_000);

  it('[LOG18] a power cut of the server: sends are refused or in doubt, and go on when it is back', async () => {
    await using own = await startMariaDb();
    await using test = await sqlLogOnMariaDb(own);
    const room = await test.newRoom();
    const entries = Array.from({ length: 40 }, () => entryIn(room));
    const first = await Promise.all(entries.slice(0, 10).map((entry) => test.log.append(entry)));
    const during = Promise.allSettled(entries.slice(10, 20).map((entry) => test.log.append(entry)));
    await own.stop('SIGKILL');
    const after = Promise.allSettled(entries.slice(20, 30).map((entry) => test.log.append(entry)));
    for (const one of [...(await during), ...(await after)]) {
      if (one.status === 'rejected') expect(one.reason).toBeInstanceOf(OutcomeUnknown);
      else if (!one.value.ok) expect(one.value.reason).toBe('try_later');
    }
    await own.start();
    const answers = await Promise.all(entries.map((entry) => test.log.append(entry)));
    expect(answers.slice(0, 10)).toEqual(first.map((answer) => ({ ...answer, replayed: true })));
    const { messages } = await test.log.history(room.id, {}, 100);
    expect(messages).toHaveLength(40);
    expect(new Set(messages.map((message) => message.id))).toEqual(new Set(entries.map((entry) => entry.id)));
    expect(test.accepted.map((one) => one.message)).toEqual(messages);
  });
});
