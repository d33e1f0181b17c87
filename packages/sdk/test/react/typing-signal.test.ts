import { expect, it } from 'vitest';
import { createTypingSignal } from '../../src/react/typing-signal.ts';

it('tells at most every 3 s, and at once after a rest', () => {
  let now = 0;
  let told = 0;
  const typing = createTypingSignal(
    () => (told += 1),
    () => now,
  );
  for (now = 0; now < 3000; now += 100) typing.signal();
  expect(told).toBe(1);
  typing.signal();
  expect(told).toBe(2);
  typing.rest();
  typing.signal();
  expect(told).toBe(3);
});
