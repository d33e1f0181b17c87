import { expect, it } from 'vitest';
import { faultOfError, faultOfInput } from '../../src/session/door-fault.ts';
import { en } from '../../src/words/en.ts';

const good = { username: 'mina.park', password: 'correct horse', displayName: '' };

it('finds nothing wrong with what is right', () => {
  expect(faultOfInput('sign-up', good, en)).toBeNull();
  expect(faultOfInput('sign-up', { ...good, username: '김철수', displayName: '김철수' }, en)).toBeNull();
});

it.each([
  [{ ...good, username: ' ' }, 'username'],
  [{ ...good, username: 'a b' }, 'username'],
  [{ ...good, password: '' }, 'password'],
  [{ ...good, password: '1234567' }, 'password'],
  [{ ...good, displayName: 'x'.repeat(61) }, 'displayName'],
] as const)('names the field that is wrong in %o', (input, at) => {
  expect(faultOfInput('sign-up', input, en)?.at).toBe(at);
});

it('does not judge the rules of a name when signing in', () => {
  expect(faultOfInput('sign-in', { ...good, username: 'a b', password: 'x' }, en)).toBeNull();
});

it('knows a server that could not be reached', () => {
  expect(faultOfError(new TypeError('fetch failed'), en, 'en')).toEqual({ at: 'form', text: en.door.unreachable });
});
