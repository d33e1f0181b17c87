import { createDuetClient } from '@duet/sdk';
import { freePort } from '@duet/engines';
import { expect } from 'vitest';
import { startTestDuet } from '@duet/testing';
import { runProgram } from '../src/run-program.ts';
import type { Scene } from '../src/scene.ts';

const password = 'a long enough one';

/** A server that mounts Duet under /messages, with its screen. */
const mounted: Scene = async (start, folder) => {
  const port = await freePort();
  await using _program = runProgram(start({ '3000': String(port), './data/': `${folder}/` }), folder);
  const url = `http://127.0.0.1:${port}/messages`;
  await expect
    .poll(
      () =>
        fetch(`${url}/healthz`).then(
          ({ ok }) => ok,
          () => false,
        ),
      { timeout: 30_000 },
    )
    .toBe(true);
  const client = createDuetClient({ url });
  const chat = await client.signUp({ username: 'mina', password });
  expect(await chat.trpc.session.me.query()).toMatchObject({ user: { username: 'mina' } });
  expect(await (await fetch(`${url}/`)).text()).toContain('<base href="/messages/">');
  await client.close();
};

export const readmeScenes: Readonly<Record<string, Scene>> = {
  'README.md: Calling it from TypeScript': async (start, folder) => {
    await using duet = await startTestDuet();
    const peer = createDuetClient({ url: duet.url });
    const chat = await peer.signUp({ username: 'chulsoo', password, displayName: '김철수' });
    await using program = runProgram(start({ 'http://127.0.0.1:3000': duet.url }), folder);
    await program.says('안녕하세요!');
    for (const { id } of (await chat.trpc.room.list.query({})).rooms) await chat.outbox.send(id, '반가워요');
    await program.says('반가워요');
    await peer.close();
  },

  'README.md: Inside your own server': mounted,
  'packages/server/README.md: @duet/server': mounted,
};
