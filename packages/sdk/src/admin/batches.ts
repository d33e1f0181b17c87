import type { HostUser } from '@duet/protocol';

/** In their order, up to `most` at once; who comes a second time begins a new batch. None is empty. */
export async function* batches<T extends HostUser>(
  users: Iterable<T> | AsyncIterable<T>,
  most: number,
): AsyncGenerator<readonly T[], void, undefined> {
  let batch = new Map<string, T>();
  for await (const user of users) {
    if (batch.size === most || batch.has(user.externalId)) {
      yield [...batch.values()];
      batch = new Map();
    }
    batch.set(user.externalId, user);
  }
  if (batch.size > 0) yield [...batch.values()];
}
