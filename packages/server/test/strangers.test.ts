import { describe, expect, it } from 'vitest';
import { newMessageId, signUp, signUpPair } from './people.ts';
import { newKey } from './hosted.ts';
import { adminProcedures, procedures } from './procedures.ts';
import { rawCall } from './raw-http.ts';
import { openRawSocket, openRawSocketAs } from './raw-socket.ts';
import { startDuet, temporaryDatabase } from './start-duet.ts';

const nowhere = '11111111-1111-4111-8111-111111111111';

describe('strangers', () => {
  const ofRooms = procedures.filter(({ takesRoom }) => takesRoom);

  it.each(ofRooms)('[SRV13] $path answers for the room of others as for none', async ({ path, type }) => {
    await using duet = await startDuet();
    const { mina, room } = await signUpPair(duet.url);
    await mina.trpc.message.send.mutate({ roomId: room.id, id: newMessageId(), text: 'between us' });
    const eve = await signUp(duet.url, 'eve');
    const headers = { authorization: `Bearer ${eve.token}` };
    const extra = { id: newMessageId(), text: 'hello', seq: 1, lastEventId: null };
    using socket = await openRawSocketAs(duet.socketUrl, eve.token);

    const overHttp = async (roomId: string) => {
      const { status, text, headers: answered } = await rawCall(duet.url, type, path, { roomId, ...extra }, headers);
      return { status, text, type: answered.get('content-type') };
    };
    const overSocket = async (roomId: string) => {
      const { error, result } = await socket.call(type, path, { roomId, ...extra });
      return { error, result };
    };
    expect(await overHttp(room.id)).toEqual(await overHttp(nowhere));
    const refused = await overSocket(room.id);
    expect(refused).toEqual(await overSocket(nowhere));
    expect(refused.error?.data.reason).toBe('not_found');
  });

  const open = new Set(['session.signUp', 'session.signIn', 'session.me']);

  it.each(procedures.filter(({ path }) => !open.has(path)))(
    '[SRV14] $path shows nothing to people not signed in',
    async ({ path, type }) => {
      await using duet = await startDuet();
      const { joon, room } = await signUpPair(duet.url);
      const input = { roomId: room.id, userId: joon.user.id, query: 'joon', id: newMessageId(), text: 'hello', seq: 0 };
      using socket = await openRawSocket(duet.socketUrl);
      expect((await socket.call(type, path, input)).error?.data.reason).toBe('signed_out');
      const { status, text } = await rawCall(duet.url, type, path, input);
      // A subscription is for sockets only, whoever asks.
      expect(status).toBe(type === 'subscription' ? 400 : 401);
      expect(text).not.toContain('joon');
    },
  );

  it('[SRV121] the host’s procedures are for a valid key alone, and on no socket and for no page', async () => {
    await using file = await temporaryDatabase();
    const key = await newKey(file.url);
    await using duet = await startDuet({ databaseUrl: file.url });
    const { token } = await signUp(duet.url, 'mina');
    using socket = await openRawSocketAs(duet.socketUrl, token);
    using keySocket = await openRawSocketAs(duet.socketUrl, key);
    const wrongKeys = [
      {},
      ...[token, `${key}x`, key.toUpperCase(), key.slice(8), `duet_ak_${'A'.repeat(43)}`].map((wrong) => ({
        authorization: `Bearer ${wrong}`,
      })),
    ];
    const inACookie = { cookie: `duet_session=${key}`, origin: duet.url };
    for (const { path, type } of adminProcedures) {
      for (const headers of wrongKeys) {
        const { status, reason } = await rawCall(duet.url, type, path, { users: 7 }, headers);
        expect({ path, status, reason }).toEqual({ path, status: 401, reason: 'signed_out' });
      }
      const inAPage = { authorization: `Bearer ${key}`, origin: duet.url };
      for (const headers of [inACookie, inAPage]) {
        expect((await rawCall(duet.url, type, path, {}, headers)).reason).toBe('foreign_origin');
      }
      expect((await socket.call(type, path, {})).error?.data.reason).toBe('not_found');
      expect((await keySocket.call(type, path, {})).error?.data.reason).toBe('not_found');
    }
    const headers = { authorization: `Bearer ${key}` };
    expect((await rawCall(duet.url, 'query', 'admin.counts', undefined, headers)).status).toBe(200);
    expect((await rawCall(duet.url, 'query', 'session.me', undefined, headers)).text).toContain('"user":null');
    expect(
      (await rawCall(duet.url, 'query', 'admin.counts,session.me?batch=1', undefined, headers)).text,
    ).not.toContain('countedAt');
  });
});
