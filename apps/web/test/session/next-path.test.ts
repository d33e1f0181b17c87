import { expect, it } from 'vitest';
import { nextOf, signInPath } from '../../src/session/next-path.ts';

it('comes back to where one was', () => {
  expect(signInPath('/')).toBe('/sign-in');
  expect(nextOf(signInPath('/rooms/1?a=b').replace('/sign-in', ''))).toBe('/rooms/1?a=b');
  expect(nextOf('')).toBe('/');
});

it.each(['//evil.example', 'https://evil.example', '/\\evil.example', 'javascript:alert(1)', ''])(
  'goes to no other site: %s',
  (next) => {
    expect(nextOf(`?next=${encodeURIComponent(next)}`)).toBe('/');
  },
);
