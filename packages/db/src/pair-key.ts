import type { UserId } from '@duet/protocol';

/** What a pair's one direct room is found by: the same from both sides. */
export const pairKey = (a: UserId, b: UserId): string => (a < b ? `${a}:${b}` : `${b}:${a}`);
