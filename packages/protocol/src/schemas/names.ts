import { z } from 'zod';
import { limits } from '../limits.ts';
import { codePoints, isCleanText } from '../text.ts';
import { isUsername } from '../username.ts';

const cleanLine = (value: string): boolean => isCleanText(value) && !/[\n\t]/.test(value);
const lengthWithin = (value: string, min: number, max: number): boolean => {
  const length = codePoints(value, max);
  return length >= min && length <= max;
};

const { username: usernameLimits, displayName: nameLimits, password: passwordLimits, query: queryLimits } = limits;

/** Shown as typed, but in NFKC. */
export const username = z
  .string()
  .trim()
  .refine(isUsername, `must be ${usernameLimits.min} to ${usernameLimits.max} letters, digits, dots or underscores`)
  .transform((value) => value.normalize('NFKC'));

export const displayName = z
  .string()
  .trim()
  .refine(
    (value) => cleanLine(value) && lengthWithin(value, nameLimits.min, nameLimits.max),
    `must be ${nameLimits.min} to ${nameLimits.max} characters on one line`,
  );

export const password = z
  .string()
  .refine(
    (value) => value.isWellFormed() && lengthWithin(value, passwordLimits.min, passwordLimits.max),
    `must be ${passwordLimits.min} to ${passwordLimits.max} characters`,
  );

export const searchQuery = z
  .string()
  .trim()
  .refine(
    (value) => cleanLine(value) && lengthWithin(value, 0, queryLimits.max),
    `must be at most ${queryLimits.max} characters on one line`,
  );
