import { randomInt } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import { createDuetClient, createMemoryDraftStorage } from '@duet/sdk';
import type { Chat } from '@duet/sdk';
import { expect, it } from 'vitest';
import { eventually } from '../eventually.ts';
import { serve } from '../server/serve.ts';
import { roomOf, signUp } from '../two-people.ts';
import { createBadLine } from '../server/bad-line.ts';
import { watchThread } from './view.ts';

/** mulberry32: small, and the same everywhere. */
const chance = (seed: number) => {
  let state = seed;
  return (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

// 1 to 3: an event in the same piece as a page's answer was in neither of them.
const seeds = [1, 2, 3, 4, randomInt(1_000_000)];

it.each(seeds)(
  '[OUT3] [OUT9] [LIVE4] cut, stalled and robbed of answers, every message is there once, in order, for everyone: seed %i',
  { timeout: 60_000 },
  async (seed) => {
    const random = chance(seed);
    const pick = (below: number) => Math.floor(random() * below);
    await using server = await serve();
    await using line = await createBadLine(server.port);
    const options = { url: line.url, random: () => random() * 0.02 };
    const browser = createMemoryDraftStorage();
    await using mina = await signUp('mina', { ...options, storage: browser });
    await using joon = await signUp('joon', { ...options, storage: createMemoryDraftStorage() });
    const token = mina.client.token() ?? '';
    const phone = createDuetClient({ ...options, token });
    const secondTab = createDuetClient({ ...options, token, storage: browser });
    const [onPhone, inSecondTab] = [await phone.resume(), await secondTab.resume()];
    if (!onPhone || !inSecondTab) throw new Error('nobody there');
    const chats: Chat[] = [mina.chat, joon.chat, onPhone, inSecondTab];
    const room = await roomOf(mina.chat, joon.chat);
    const views = chats.map((chat) => watchThread(chat, room.id));
    const written: string[][] = chats.map(() => []);

    const tabCloses = 50 + pick(50);
    for (let step = 0; step < 150; step += 1) {
      // The tab that sends goes away in the middle of it; the other one takes over.
      if (step === tabCloses) await mina.client.close();
      const device = step < tabCloses ? pick(chats.length) : 1 + pick(chats.length - 1);
      const what = pick(10);
      if (what < 6) {
        const text = `${device}:${written[device]?.length}`;
        written[device]?.push(text);
        await chats[device]?.outbox.send(room.id, text);
      } else if (what === 6) line.cut();
      else if (what === 7) line.loseAnswers();
      else if (what === 8) line.stall();
      else {
        // Let something happen: some sends are under way when the next thing goes wrong.
        for (let turns = pick(40); turns > 0; turns -= 1) await turn();
        if (random() < 0.5) line.cut();
        if (random() < 0.2) for (const chat of chats) server.world.reset(chat.me.id);
      }
    }
    line.cut();

    const total = written.flat().length;
    const log = () => server.world.rooms.get(room.id)?.messages ?? [];
    const open = views.slice(1);
    await eventually(() => {
      for (const chat of chats) chat.wake();
      return log().length >= total && open.every((view) => view().messages.length >= total && !view().hasNewer);
    });
    const texts = log().map(({ text }) => text);
    expect(texts.toSorted()).toEqual(written.flat().toSorted());
    for (const [device, own] of written.entries()) {
      expect(texts.filter((text) => text.startsWith(`${device}:`))).toEqual(own);
    }
    for (const view of open) expect(view().messages).toEqual(log());
    const settled = ({ outbox }: Chat) => outbox.drafts.get().every(({ state }) => state.status === 'accepted');
    await eventually(() => chats.slice(1).every(settled));
    await Promise.all([phone.close(), secondTab.close()]);
  },
);
