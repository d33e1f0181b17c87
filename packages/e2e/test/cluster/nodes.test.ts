import { createMemoryDraftStorage } from '@duet/sdk';
import type { RoomId } from '@duet/sdk';
import { describe, expect, it } from 'vitest';
import { clusterIsLeftOut, startCluster } from '../../src/harness/cluster.ts';
import { signUpDevice } from '../../src/harness/device.ts';
import type { Device } from '../../src/harness/device.ts';
import { eventually } from '../../src/harness/eventually.ts';
import { sendOverHttp } from '../../src/harness/send-over-http.ts';
import { startServerProcess } from '../../src/harness/server-process.ts';

const env = { RATE_LIMITS: 'off' };
const joinedBy = (url: string, name: string) => signUpDevice(url, name, { storage: createMemoryDraftStorage() });

/** Writes its next message when the last one came back to it, until it is told to stop; answers what it wrote. */
const startWriting = (person: Device, roomId: RoomId) => {
  const written: string[] = [];
  let stopped = false;
  const done = (async () => {
    while (!stopped) {
      const text = `${person.chat.me.username} ${written.length}`;
      written.push(text);
      await person.chat.outbox.send(roomId, text);
      await eventually(() => person.thread().messages.some((message) => message.text === text));
    }
    return written;
  })();
  return {
    written,
    stop: () => {
      stopped = true;
      return done;
    },
  };
};

describe.skipIf(clusterIsLeftOut())('two nodes', () => {
  it('[RUN4] a rolling restart under load costs no send, and nobody more than a reconnect', async () => {
    await using cluster = await startCluster(env);
    await using mina = await joinedBy(cluster.url, 'mina');
    await using joon = await joinedBy(cluster.url, 'joon');
    const people = [mina, joon];
    const room = await mina.chat.trpc.room.create.mutate({ userId: joon.chat.me.id });
    await Promise.all(people.map((person) => person.open(room.id)));
    const statuses = new Set<string>();
    for (const { chat } of people) chat.connection.subscribe(() => statuses.add(chat.connection.get().status));

    const writers = people.map((person) => startWriting(person, room.id));
    const moreWritten = async (): Promise<void> => {
      const marks = writers.map(({ written }) => written.length + 10);
      for (const [index, mark] of marks.entries())
        await eventually(() => (writers[index]?.written.length ?? 0) >= mark);
    };
    for (const node of cluster.nodes) {
      await moreWritten();
      await node.kill('SIGTERM');
      await moreWritten();
      await node.start();
    }
    await moreWritten();
    const written = await Promise.all(writers.map((writer) => writer.stop()));

    for (const person of people) await eventually(() => person.thread().messages.length >= written.flat().length);
    expect(joon.thread().messages).toEqual(mina.thread().messages);
    const texts = mina.thread().messages.map(({ text }) => text);
    for (const [index, person] of people.entries()) {
      expect(texts.filter((text) => text.startsWith(person.chat.me.username))).toEqual(written[index]);
    }
    // Each was on a node that went, came back to where it was, and had to load nothing anew.
    expect([...statuses].toSorted()).toEqual(['connecting', 'live', 'waiting']);
    for (const person of people) {
      expect(person.told.filter((event) => event.type === 'reset')).toEqual([{ type: 'reset', reason: 'start' }]);
    }
  });

  it('[RUN3] what a killed node accepted and told nobody is shown by another one within 5 s', async () => {
    await using cluster = await startCluster(env);
    const [node] = cluster.nodes;
    await using joon = await joinedBy(node.url, 'joon');
    await using mina = await joinedBy(node.url, 'mina');
    const room = await mina.chat.trpc.room.create.mutate({ userId: joon.chat.me.id });
    await joon.open(room.id);
    // May do everything with the log, nothing with the feeds: it accepts, and whatever becomes of it, it tells nobody.
    await cluster.redis.cli(
      'acl',
      'setuser',
      'mute',
      'on',
      '>mute',
      'resetchannels',
      '+@all',
      '~[^{]*',
      '~{duet.[^u]*',
    );
    await using mute = await startServerProcess({
      ...env,
      DATABASE_URL: cluster.databaseUrl,
      REDIS_URL: cluster.redis.url.replace('redis://', 'redis://mute:mute@'),
    });

    const token = mina.client.token() ?? '';
    const sent = await sendOverHttp(mute.url, token, room.id, 'last words');
    expect(sent).toMatchObject({ result: { data: { ok: true } } });
    await expect.poll(() => cluster.redis.cli('acl', 'log')).toContain(`u${joon.chat.me.id}`);
    await mute.kill('SIGKILL');
    await expect.poll(() => joon.told.some((event) => event.type === 'message'), { timeout: 5_000 }).toBe(true);
    expect(joon.thread().messages.map(({ text }) => text)).toEqual(['last words']);
  });
});
