import { expect, it } from 'vitest';
import { isBigEmoji } from '../../src/thread/big-emoji.ts';

it.each(['😀', ' ❤️ ', '👨‍👩‍👧‍👦', '🇰🇷', '👍🏽', '1️⃣'])('%s is big', (text) => {
  expect(isBigEmoji(text)).toBe(true);
});

it.each(['', 'a', '1', '#', '😀😀', '😀!', 'hi 😀', '😀'.repeat(2000)])('%s is not', (text) => {
  expect(isBigEmoji(text)).toBe(false);
});
