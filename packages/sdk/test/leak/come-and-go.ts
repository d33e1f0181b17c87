import { createDuetClient } from '@duet/sdk';
import { eventually } from '../eventually.ts';

/** Signs people in and out, and ends by itself only if nothing of them is left: no socket, no timer, no object. */
const [url = ''] = process.argv.slice(2);
const { gc } = globalThis;
if (!gc) throw new Error('run with --expose-gc');

const client = createDuetClient({ url });
const seen: WeakRef<object>[] = [];

const visit = async (username: string, leave: () => Promise<void>) => {
  const chat = await client.signUp({ username, password: 'correct horse' });
  seen.push(new WeakRef(chat), new WeakRef(chat.outbox), new WeakRef(chat.me));
  let told = false;
  chat.onEvents(() => (told = true));
  await eventually(() => told && chat.connection.get().status === 'live');
  void (async () => {
    for await (const event of chat.events()) seen.push(new WeakRef(event));
  })();
  await leave();
};

await visit('mina', () => client.signOut());
await visit('joon', () => client.close());
await eventually(() => {
  gc();
  return seen.every((ref) => ref.deref() === undefined);
});
// Held until here: it is the client that must not remember them.
if (client.session.get().status !== 'unknown') throw new Error('closed, and still someone is there');
