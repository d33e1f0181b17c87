import { isMessageId, isRoomId } from '@duet/sdk';
import type { DuetClientOptions, FeedEvent } from '@duet/sdk';

/** What the baseline uses of its SDK, which is an older one than the types here. */
export type Sdk = Pick<typeof import('@duet/sdk'), 'createDuetClient'>;

const password = 'a long enough one';
const nowhere = '00000000-0000-4000-8000-000000000000';
const neverSent = '01890000-0000-7000-8000-000000000000';

const person = async (sdk: Sdk, options: DuetClientOptions, username: string, displayName: string) => {
  const client = sdk.createDuetClient(options);
  const chat = await client.signUp({ username, password, displayName });
  const told: FeedEvent[] = [];
  let look = (): void => undefined;
  chat.onEvents((events) => {
    told.push(...events);
    look();
  });
  return {
    client,
    chat,
    /** Waits for the first event of this kind. */
    hears: (type: FeedEvent['type']): Promise<void> =>
      new Promise((resolve) => {
        look = () => {
          if (told.some((event) => event.type === type)) resolve();
        };
        look();
      }),
  };
};

/** A conversation that uses every procedure at least once. `room.list` of an empty room, refusals and blocks included. */
export const talk = async (sdk: Sdk, options: (who: string) => DuetClientOptions): Promise<void> => {
  const mina = await person(sdk, options('mina'), 'mina', '미나 김');
  const joon = await person(sdk, options('joon'), 'joon', '이준');
  await Promise.all([mina.hears('reset'), joon.hears('reset')]);
  const { trpc } = mina.chat;
  await trpc.session.me.query();
  const { users } = await trpc.user.search.query({ query: '준', limit: 5 });
  const [peer] = users;
  if (!peer) throw new Error('nobody found');
  const room = await trpc.room.create.mutate({ userId: peer.id });
  await mina.chat.outbox.send(room.id, '안녕하세요 👋');
  await joon.hears('message');
  await joon.chat.trpc.room.typing.mutate({ roomId: room.id });
  await mina.hears('typing');
  const page = await joon.chat.trpc.message.history.query({ roomId: room.id });
  const newest = page.messages.at(-1)?.seq ?? 0;
  await joon.chat.trpc.message.history.query({ roomId: room.id, before: newest, limit: 10 });
  await joon.chat.trpc.message.history.query({ roomId: room.id, around: newest });
  await joon.chat.trpc.room.markRead.mutate({ roomId: room.id, seq: newest });
  await mina.hears('read');
  await trpc.room.list.query({ limit: 10 });
  await trpc.room.get.query({ roomId: room.id });
  if (isRoomId(nowhere)) await trpc.room.get.query({ roomId: nowhere }).catch(() => undefined);
  await joon.chat.trpc.user.block.mutate({ userId: mina.chat.me.id });
  await joon.chat.trpc.user.blocked.query();
  await mina.hears('room');
  for (const id of [page.messages[0]?.id, neverSent]) {
    if (isMessageId(id)) await trpc.message.send.mutate({ roomId: room.id, id, text: 'a known id, and a blocked one' });
  }
  await joon.chat.trpc.user.unblock.mutate({ userId: mina.chat.me.id });
  await mina.client.signOut();
  await joon.client.close();
};
