import type { RawData } from 'ws';

/** ws hands every message over as one Buffer unless it is told otherwise. */
export const textOf = (data: RawData): string => (Buffer.isBuffer(data) ? data.toString() : '');
