import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { createDuetClient } from '@duet/sdk';
import { freePort } from '@duet/engines';
import { createApiKey, createDuet } from '@duet/server';
import { startTestDuet } from '@duet/testing';
import { SignJWT } from 'jose';
import { createElement } from 'react';
import { renderToString } from 'react-dom/server';
import { transformWithOxc } from 'vite';
import { expect } from 'vitest';
import { runProgram } from '../src/run-program.ts';
import type { Scene } from '../src/scene.ts';

const password = 'a long enough one';
const page = 'http://127.0.0.1:3000';

/** A Duet that knows those whom the page names. */
const startWithPeople = async () => {
  const duet = await startTestDuet();
  const signUp = (username: string, displayName: string) =>
    createDuetClient({ url: duet.url }).signUp({ username, password, displayName });
  const [mina, chulsoo] = await Promise.all([signUp('mina', 'Mina Kim'), signUp('chulsoo', '김철수')]);
  return {
    url: duet.url,
    mina,
    chulsoo,
    [Symbol.asyncDispose]: async () => {
      await Promise.all([mina.close(), chulsoo.close()]);
      await duet.close();
    },
  };
};

export const sdkScenes: Readonly<Record<string, Scene>> = {
  'docs/sdk.md: Sign in and write': async (start, folder) => {
    await using duet = await startWithPeople();
    await using program = runProgram(start({ [page]: duet.url }), folder);
    await program.says('invalid');
    await expect
      .poll(async () => (await duet.chulsoo.trpc.room.list.query({})).rooms[0]?.lastMessage?.text, { timeout: 30_000 })
      .toBe('안녕하세요!');
  },

  'docs/sdk.md: Hear everything': async (start, folder) => {
    await using duet = await startWithPeople();
    const room = await duet.chulsoo.trpc.room.create.mutate({ userId: duet.mina.me.id });
    await using program = runProgram(start({ [page]: duet.url }), folder);
    await program.says('0 rooms');
    await duet.chulsoo.outbox.send(room.id, '들려요?');
    await program.says('들려요? (seq ');
  },

  'docs/sdk.md: People who sign in to your app': async (start, folder) => {
    const [issuer, audience, secret] = ['my-app', 'duet', 'at least 32 bytes that nobody else knows'];
    await using duet = await startTestDuet({ identity: { issuer, audience, secret }, localAccounts: false });
    const host = createServer((_, res) => {
      const claims = new SignJWT({ name: 'Ana Ruiz' }).setProtectedHeader({ alg: 'HS256' }).setSubject('artist-1');
      void claims
        .setIssuer(issuer)
        .setAudience(audience)
        .setExpirationTime('5 minutes')
        .sign(new TextEncoder().encode(secret))
        .then((token) => res.end(JSON.stringify({ token })));
    });
    const port = await freePort();
    await once(host.listen(port, '127.0.0.1'), 'listening');
    try {
      const words = { [`${page}/chat-token`]: `http://127.0.0.1:${port}/chat-token`, [page]: duet.url };
      await using program = runProgram(start(words), folder);
      await program.says('here as Ana Ruiz');
    } finally {
      host.closeAllConnections();
      host.close();
    }
  },

  'docs/sdk.md: In React': async (start) => {
    const file = start({});
    const { code } = await transformWithOxc(await readFile(file, 'utf8'), file, { jsx: { runtime: 'automatic' } });
    const script = file.replace(/tsx$/, 'mjs');
    await writeFile(script, code);
    const { App } = await import(script);
    expect(renderToString(createElement(App))).toBe('<p>One moment …</p>');
  },

  'docs/sdk.md: From your server': async (start, folder) => {
    const databaseUrl = `file:${join(folder, 'duet.db')}`;
    const key = await createApiKey(databaseUrl, 'the host', Date.now());
    const duet = await createDuet({ databaseUrl });
    const server = createServer((req, res) => duet.handler(req, res));
    const port = await freePort();
    await once(server.listen(port, '127.0.0.1'), 'listening');
    try {
      const words = { [page]: `http://127.0.0.1:${port}` };
      await using program = runProgram(start(words), folder, { DUET_API_KEY: key ?? '' });
      const said = await program.ends();
      expect(said).toContain('ana created');
      expect(said).toContain('minji created');
    } finally {
      server.closeAllConnections();
      server.close();
      await duet.close();
    }
  },

  'docs/sdk.md: Testing your app': async (start, folder) => {
    await using program = runProgram(start({}), folder);
    await program.ends();
  },
};
