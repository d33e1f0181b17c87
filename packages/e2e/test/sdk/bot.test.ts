import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { signUpDevice } from '../../src/harness/device.ts';
import { eventually } from '../../src/harness/eventually.ts';
import { password } from '../../src/harness/password.ts';
import { startServerProcess } from '../../src/harness/server-process.ts';

const entry = fileURLToPath(import.meta.resolve('@duet/example-bot/main'));

/** The bot as people run it. Disposing of it is `kill -9`. */
const startBot = (url: string): AsyncDisposable => {
  const env = { ...process.env, DUET_URL: url, DUET_USERNAME: 'echo', DUET_PASSWORD: password };
  const bot = spawn(process.execPath, [entry], { env, stdio: 'inherit' });
  const ended = once(bot, 'exit');
  return {
    async [Symbol.asyncDispose]() {
      bot.kill('SIGKILL');
      await ended;
    },
  };
};

it('[KIT10] the bot answers each message once, while it and the server are killed and started again', async () => {
  await using server = await startServerProcess({ RATE_LIMITS: 'off' });
  await using mina = await signUpDevice(server.url, 'mina');
  const echo = await signUpDevice(server.url, 'echo');
  await echo.client.close();
  const room = await mina.chat.trpc.room.create.mutate({ userId: echo.chat.me.id });
  await mina.open(room.id);
  const asked: string[] = [];
  const ask = async (count: number): Promise<void> => {
    for (let n = 0; n < count; n += 1) {
      asked.push(`${asked.length}.`);
      expect(await mina.chat.outbox.send(room.id, asked.at(-1) ?? '')).toMatchObject({ ok: true });
    }
  };
  const answers = () =>
    mina.thread().messages.flatMap(({ senderId, text }) => (senderId === echo.chat.me.id ? [text] : []));
  const answered = (count: number) => eventually(() => answers().length >= count);

  await ask(10);
  {
    // It finds what came before it was there, and is killed on its way through.
    await using _ = startBot(server.url);
    await answered(3);
  }
  await ask(10);
  {
    await using _ = startBot(server.url);
    await answered(12);
    await server.kill('SIGKILL');
    await ask(10);
    await server.start();
    await answered(22);
  }
  await using _ = startBot(server.url);
  await answered(30);
  // Its next answer stands behind everything that it might have said twice.
  await ask(1);
  await answered(31);
  expect(answers()).toEqual(asked.map((text) => Array.from(text).toReversed().join('')));
});
