import { expect, it } from 'vitest';
import { avatarColors } from '../../src/people/avatar-color.ts';

/** WCAG's contrast of white on a colour. */
const contrastOfWhite = (color: string): number => {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05);
};

it('white initials can be read on every avatar', () => {
  const pairs = Array.from({ length: 200 }, (_, n) => avatarColors(`user.${n}`));
  expect(new Set(pairs).size).toBeGreaterThanOrEqual(8);
  expect(pairs.flat().filter((color) => contrastOfWhite(color) < 4.5)).toEqual([]);
});
