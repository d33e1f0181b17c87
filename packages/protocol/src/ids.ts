/** Ids are branded: a user id is no room id. The key is a string, so the built SDK's ids and the source's stay one type. */
export type UserId = string & { readonly __id: 'UserId' };
/** A room's id: a UUID. */
export type RoomId = string & { readonly __id: 'RoomId' };
/** A UUIDv7 made by the client that writes the message. */
export type MessageId = string & { readonly __id: 'MessageId' };
/** A device's place in its user's feed. Opaque to clients. */
export type Cursor = string & { readonly __id: 'Cursor' };
/**
 * A message's place in its room: a safe integer that rises with every message of the room's partition.
 * It is no time: `Message.sentAt` is.
 */
export type Seq = number;

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const uuidV7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

const isUuid = (value: unknown): value is string => typeof value === 'string' && uuid.test(value);

/** Lower case only: ids are compared as bytes, in SQL and in memory. */
export const isUserId = (value: unknown): value is UserId => isUuid(value);
/** As `isUserId`. */
export const isRoomId = (value: unknown): value is RoomId => isUuid(value);
/** A UUIDv7 in lower case. */
export const isMessageId = (value: unknown): value is MessageId => typeof value === 'string' && uuidV7.test(value);
/** A safe integer from 0. */
export const isSeq = (value: unknown): value is Seq => Number.isSafeInteger(value) && Number(value) >= 0;
