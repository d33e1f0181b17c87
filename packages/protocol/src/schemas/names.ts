import { z } from 'zod';
import { limits } from '../limits.ts';
import { codePoints, isCleanText } from '../text.ts';
import { isUsername } from '../username.ts';

// Embeddings, overrides and isolates turn the letters of whatever stands behind the name. Marks (\u200e, \u200f, \u061c)
// turn nothing but themselves, and Arabic and Hebrew names hold them.
const turnsOthers = /[\u202a-\u202e\u2066-\u2069]/;
// Spaces, joiners, fillers, and what stands for no character.
const shows = /[^\p{Default_Ignorable_Code_Point}\p{White_Space}\p{C}\u2800]/u;

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
  )
  .refine((value) => value === '' || shows.test(value), 'must show something')
  .refine((value) => !turnsOthers.test(value), 'must not hold characters that turn the direction of text');

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
