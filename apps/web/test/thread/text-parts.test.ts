import { expect, it } from 'vitest';
import { textParts } from '../../src/thread/text-parts.ts';

const links = (text: string) =>
  textParts(text).flatMap((part) => (part.kind === 'link' ? [[part.text, part.href]] : []));

it('finds web addresses among words', () => {
  expect(links('see https://example.com/a?b=c#d and www.example.org')).toEqual([
    ['https://example.com/a?b=c#d', 'https://example.com/a?b=c#d'],
    ['www.example.org', 'https://www.example.org/'],
  ]);
});

it('leaves the marks of a sentence outside', () => {
  expect(links('(https://example.com/a).')).toEqual([['https://example.com/a', 'https://example.com/a']]);
  expect(links('https://example.com/a_(b)')).toEqual([['https://example.com/a_(b)', 'https://example.com/a_(b)']]);
  expect(links('여기 https://example.com/전시, 봐요')).toEqual([
    ['https://example.com/전시', 'https://example.com/%EC%A0%84%EC%8B%9C'],
  ]);
});

it.each([
  'javascript:alert(1)',
  'data:text/html,x',
  'ftp://example.com',
  'https://user:pw@example.com',
  'https://',
  'a.b',
])('makes no link of %s', (text) => {
  expect(links(text)).toEqual([]);
});

it.each(['', 'plain', ' https://a.example b https://c.example\n', 'x'.repeat(4000), 'https://'.repeat(500)])(
  'gives back every character of %#',
  (text) => {
    expect(
      textParts(text)
        .map((part) => part.text)
        .join(''),
    ).toBe(text);
  },
);
