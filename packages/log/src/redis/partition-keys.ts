import { crc32 } from 'node:zlib';
import type { RoomId } from '@duet/protocol';
import type { MessageKey } from '../message-log.ts';

/** The keys of one partition. Their hash tag puts them all in one slot of a cluster. */
export type PartitionKeys = {
  /** Hash: epoch, replid, begun (ms), last (the newest place), bytes (what the un-drained entries come to). */
  readonly state: string;
  /** Stream: every un-drained entry; its id is its place. */
  readonly stream: string;
  /** Sorted set: places of what nobody has published yet, by the ms of the append. */
  readonly unpublished: string;
  /** Hash: entries that were stored before anyone published them, by place. */
  readonly aside: string;
  /** String: the node that drains. */
  readonly lease: string;
  /** Sorted set: places of a room's un-drained entries. */
  tail(roomId: RoomId): string;
  /** Hash, a copy of SQL's: epoch, token, status, filled. */
  room(roomId: RoomId): string;
  /** String: what the first append of this key answered. */
  id(key: MessageKey): string;
};

export const partitionKeys = (prefix: string, p: number): PartitionKeys => {
  const tag = `{${prefix}.p${p}}`;
  return {
    state: `${tag}:state`,
    stream: `${tag}:stream`,
    unpublished: `${tag}:unpublished`,
    aside: `${tag}:aside`,
    lease: `${tag}:lease`,
    tail: (roomId) => `${tag}:tail:${roomId}`,
    room: (roomId) => `${tag}:room:${roomId}`,
    id: ({ roomId, senderId, id }) => `${tag}:id:${roomId}:${senderId}:${id}`,
  };
};

/** Where a room lives, for as long as SQL has this many partitions. */
export const partitionOf = (roomId: RoomId, partitions: number): number => crc32(roomId) % partitions;
