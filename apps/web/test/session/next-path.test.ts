import { expect, it } from 'vitest';
import { hostSignIn, nextOf, signInPath } from '../../src/session/next-path.ts';

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

it('tells the host’s sign-in where to come back to, if it asks', () => {
  const search = signInPath('/to/elena').replace('/sign-in', '');
  expect(hostSignIn('/login?next={next}', '/messages', search)).toBe('/login?next=%2Fmessages%2Fto%2Felena');
  expect(hostSignIn('https://app.example.com/sign-in', '', search)).toBe('https://app.example.com/sign-in');
});
