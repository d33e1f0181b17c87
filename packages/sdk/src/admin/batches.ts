import type { HostUser } from '@duet/protocol';

const encoder = new TextEncoder();

/**
 * In their order, up to `most` at once and `mostBytes` of JSON, which one alone may exceed; who comes a second time begins
 * a new batch. None is empty. `wire`: what of a user is sent.
 */
export async function* batches<T extends HostUser>(
  users: Iterable<T> | AsyncIterable<T>,
  { most, mostBytes, wire }: { most: number; mostBytes: number; wire: (user: T) => HostUser },
): AsyncGenerator<readonly T[], void, undefined> {
  let batch = new Map<string, T>();
  let bytes = 0;
  for await (const user of users) {
    const size = encoder.encode(JSON.stringify(wire(user))).length + 1;
    if (batch.size > 0 && (batch.size === most || bytes + size > mostBytes || batch.has(user.externalId))) {
      yield [...batch.values()];
      batch = new Map();
      bytes = 0;
    }
    batch.set(user.externalId, user);
    bytes += size;
  }
  if (batch.size > 0) yield [...batch.values()];
}
