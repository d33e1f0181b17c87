import { describe, expect, it } from 'vitest';
import { captureLog } from './captured-log.ts';
import { newMessageId, password, signUpPair } from './people.ts';
import { rawCall } from './raw-http.ts';
import { openRawSocket, openRawSocketAs, refusedHandshake } from './raw-socket.ts';
import { startDuet } from './start-duet.ts';

describe('logs', () => {
  /** A server whose clock can fail: a fault of ours, wherever the time is asked for. */
  const scene = async () => {
    const log = captureLog();
    let broken = false;
    const now = (): number => {
      if (broken) throw new Error('the clock stands still');
      return Date.now();
    };
    // The sweep asks for the time too, and a timer has nobody to tell.
    const duet = await startDuet({ logger: log.logger, now, timings: { sessionSweep: 600_000 } });
    const pair = await signUpPair(duet.url);
    return { log, duet, ...pair, breakClock: () => void (broken = true), mendClock: () => void (broken = false) };
  };

  it('[SRV42] [SRV2] an internal error is an id to people and a cause to the log, on both wires', async () => {
    const { log, duet, breakClock, mendClock } = await scene();
    await using _ = duet;
    using socket = await openRawSocket(duet.socketUrl);
    const input = { username: 'mina', password };
    breakClock();
    const http = await rawCall(duet.url, 'mutation', 'session.signIn', input);
    const { error } = await socket.call('mutation', 'session.signIn', input);
    mendClock();
    expect(http.status).toBe(500);
    for (const data of [JSON.parse(http.text).error.data, error?.data]) {
      expect(data).toEqual({
        reason: 'internal',
        errorId: expect.any(String),
        code: 'INTERNAL_SERVER_ERROR',
        httpStatus: 500,
        path: 'session.signIn',
      });
      expect(log.text()).toContain(data.errorId);
    }
    expect(http.text + JSON.stringify(error)).not.toMatch(/clock|\.ts/);
    expect(await log.says('internal error')).toMatchObject({
      path: 'session.signIn',
      error: { message: 'the clock stands still' },
    });
    expect((await socket.call('query', 'session.me')).result).toBeDefined();
  });

  it('[SRV42] a session that cannot be read is asked for later, not signed out', async () => {
    const { duet, mina, breakClock, mendClock } = await scene();
    await using _ = duet;
    breakClock();
    const headers = { authorization: `Bearer ${mina.token}` };
    expect(await rawCall(duet.url, 'query', 'session.me', undefined, headers)).toMatchObject({
      status: 503,
      reason: 'try_later',
    });
    using socket = await openRawSocketAs(duet.socketUrl, mina.token);
    expect(await socket.closed).toBe(1001);
    mendClock();
    expect((await rawCall(duet.url, 'query', 'session.me', undefined, headers)).text).toContain('"mina"');
  });

  it('[SRV43] nothing that people type, and nothing that opens a door, is logged', async () => {
    const { log, duet, mina, joon, room, breakClock } = await scene();
    await using _ = duet;
    await mina.trpc.message.send.mutate({ roomId: room.id, id: newMessageId(), text: 'between us' });
    await joon.trpc.user.search.query({ query: 'somebody' });
    await rawCall(duet.url, 'query', `nowhere?secret=in-the-query`, { text: 'between us' });
    await refusedHandshake(duet.socketUrl, { cookie: `duet_session=${mina.token}`, origin: 'https://evil.example' });
    breakClock();
    await rawCall(duet.url, 'mutation', 'session.signIn', { username: 'mina', password });
    await log.says('internal error');
    for (const secret of [password, mina.token, joon.token, 'between us', 'somebody', 'in-the-query', '김철수']) {
      expect(log.text()).not.toContain(secret);
    }
  });
});
