import { expect, it } from 'vitest';
import { createComposerTexts } from '../../src/storage/composer-texts.ts';
import { createBrowserTextStore, createMemoryTextStore } from '../../src/storage/text-store.ts';
import { me, peer, roomId } from '../thread/made.ts';

const refused = () => {
  throw new Error('the browser forbids it');
};

it.each([
  ['in memory', createMemoryTextStore],
  ['where localStorage is forbidden', () => createBrowserTextStore(refused)],
])('%s it keeps what one user typed from the other, until it is cleared', (_where, create) => {
  const store = create();
  const mine = createComposerTexts(store, me);
  const theirs = createComposerTexts(store, peer);
  mine.set(roomId(1), 'half a tho');
  theirs.set(roomId(1), 'not mine');
  expect(mine.get(roomId(1))).toBe('half a tho');
  expect(mine.get(roomId(2))).toBe('');
  mine.clear();
  expect(createComposerTexts(store, me).get(roomId(1))).toBe('');
  expect(theirs.get(roomId(1))).toBe('not mine');
  theirs.set(roomId(1), '');
  expect(store.keys()).toEqual([]);
});
