import { createDuetClient } from '@duet/sdk';
import { DuetProvider, useRooms, useSession } from '@duet/sdk/react';
import { createElement } from 'react';
import type { FunctionComponent } from 'react';
import { renderToString } from 'react-dom/server';
import { expect, it } from 'vitest';
import { serve } from '../server/serve.ts';

const Who = () => useSession().status;
const Rooms = () => useRooms().status;

it('[LIVE53] rendered on a server nobody is signed in yet, and nothing is asked or opened', async () => {
  await using server = await serve();
  let asked = 0;
  const client = createDuetClient({
    url: server.url,
    fetch: (input, init) => {
      asked += 1;
      return fetch(input, init);
    },
  });
  const render = (part: FunctionComponent) =>
    renderToString(createElement(DuetProvider, { client }, createElement(part)));
  expect(render(Who)).toBe('unknown');
  // Also when the client is signed in: the browser's first picture must be the same.
  await client.signUp({ username: 'mina', password: 'correct horse' });
  expect(asked).toBe(1);
  expect(render(Who)).toBe('unknown');
  expect(() => render(Rooms)).toThrow('nobody is signed in');
  expect(() => renderToString(createElement(Who))).toThrow('no <DuetProvider> above');
  expect(asked).toBe(1);
  await client.close();
});
