import { describe, expect, it } from 'vitest';
import { en } from '../../src/words/en.ts';
import { ko } from '../../src/words/ko.ts';
import { relativeTime, separatorTime, shortAge } from '../../src/words/time-words.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const now = new Date(2026, 10, 18, 14, 30).getTime();

describe('shortAge', () => {
  it.each([
    [0, 'now', '방금'],
    [59_000, 'now', '방금'],
    [3 * minute, '3m', '3분'],
    [2 * hour + 5, '2h', '2시간'],
    [5 * day, '5d', '5일'],
    [15 * day, '2w', '2주'],
    [800 * day, '2y', '2년'],
  ])('%i ms ago', (age, english, korean) => {
    expect(shortAge(now - age, now, en)).toBe(english);
    expect(shortAge(now - age, now, ko)).toBe(korean);
  });

  it('of a clock that is ahead of ours is now', () => {
    expect(shortAge(now + hour, now, en)).toBe('now');
  });
});

describe('relativeTime', () => {
  it('says how long ago', () => {
    expect(relativeTime(-5 * minute, 'en', 'narrow')).toBe('5m ago');
    expect(relativeTime(-3 * hour, 'ko', 'narrow')).toBe('3시간 전');
    expect(relativeTime(-day, 'en', 'narrow')).toBe('yesterday');
  });

  it('says how long to wait', () => {
    expect(relativeTime(90_000, 'en', 'long')).toBe('in 2 minutes');
    expect(relativeTime(4200, 'en', 'long')).toBe('in 5 seconds');
    expect(relativeTime(60_000, 'ko', 'long')).toBe('1분 후');
  });
});

describe('separatorTime', () => {
  const said = (at: number) => separatorTime(at, now, 'en-GB', en);

  it('says as much of the day as is needed', () => {
    expect(said(new Date(2026, 10, 18, 9, 5).getTime())).toBe('09:05');
    expect(said(new Date(2026, 10, 17, 23, 59).getTime())).toBe('Yesterday 23:59');
    expect(said(new Date(2026, 10, 15, 8, 0).getTime())).toBe('Sunday 08:00');
    expect(separatorTime(new Date(2026, 10, 15, 8, 0).getTime(), now, 'ko', ko)).toBe('일요일 오전 8:00');
    expect(said(new Date(2025, 0, 2, 8, 0).getTime())).toContain('2025');
  });
});
