import type { Words } from './en.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** How long ago, as short as the list wants it: "now", "3m", "2h", "5d", "7w", "1y". */
export const shortAge = (at: number, now: number, words: Words): string => {
  // The other clock may be ahead of ours.
  const age = Math.max(0, now - at);
  if (age < minute) return words.time.now;
  if (age < hour) return words.time.minutes(Math.floor(age / minute));
  if (age < day) return words.time.hours(Math.floor(age / hour));
  if (age < 7 * day) return words.time.days(Math.floor(age / day));
  if (age < 365 * day) return words.time.weeks(Math.floor(age / (7 * day)));
  return words.time.years(Math.floor(age / (365 * day)));
};

/** "5 min ago", "yesterday": the largest unit that fits. Negative `ms`: in the past. */
export const relativeTime = (ms: number, locale: string, style: 'narrow' | 'long'): string => {
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style });
  const size = Math.abs(ms);
  const signed = (unit: number) => Math.sign(ms) * Math.max(1, Math.round(size / unit));
  if (size < minute) return format.format(Math.sign(ms) * Math.max(1, Math.ceil(size / 1000)), 'second');
  if (size < hour) return format.format(signed(minute), 'minute');
  if (size < day) return format.format(signed(hour), 'hour');
  return format.format(signed(day), 'day');
};

const startOfDay = (at: number): number => new Date(at).setHours(0, 0, 0, 0);

/** The centred time over messages: "14:05", "Yesterday 14:05", "Monday 14:05", "3 Mar 2026, 14:05". */
export const separatorTime = (at: number, now: number, locale: string, words: Words): string => {
  const time = new Intl.DateTimeFormat(locale, { timeStyle: 'short' }).format(at);
  // Rounded: a day on which the clock changes has 23 or 25 hours.
  const daysAgo = Math.round((startOfDay(now) - startOfDay(at)) / day);
  if (daysAgo <= 0) return time;
  if (daysAgo === 1) return words.time.yesterday(time);
  // Two formats: in one, Korean puts the weekday in brackets.
  if (daysAgo < 7) return `${new Intl.DateTimeFormat(locale, { weekday: 'long' }).format(at)} ${time}`;
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(at);
};

/** Everything about a moment, for who asks. */
export const fullTime = (at: number, locale: string): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'short' }).format(at);

export const clockTime = (at: number, locale: string): string =>
  new Intl.DateTimeFormat(locale, { timeStyle: 'short' }).format(at);
