import type { NodeLink } from './node-link.ts';
import type { Scripts } from './redis.ts';
import { isExpected, keyOf, Later, members, partitionOf, partitions, roomNames, Unknown } from './world.ts';
import type { Draft, Node, RoomName, Step, Stored, World } from './world.ts';

/** What nodes do: send for devices, publish, read; and by themselves: drain, sweep, tell the watermark. */
export interface NodeWork {
  /** Throws `Later`, certainly not written, or `Unknown`. */
  send(node: Node, draft: Draft, claim: number | null): Step<number>;
  history(node: Node, room: RoomName): Step<Map<number, Stored>>;
  /** Starts what a node does by itself. */
  run(node: Node): void;
}

export const createNodeWork = (world: World, scripts: Scripts, link: NodeLink): NodeWork => {
  const { sql, random, has, witness } = world;
  const { ask, underEpoch, renew, needSql } = link;

  /** `of`: the epoch in which it was appended. */
  function* publish(node: Node, message: Stored, of: number | null): Step<void> {
    for (const user of members[message.room]) {
      yield* underEpoch(node, (redis, epoch) =>
        of !== null && of !== epoch && has('ghosts')
          ? { fit: true, value: null }
          : scripts.publish(redis, user, epoch, message),
      );
    }
  }

  function* publishAgain(node: Node, message: Stored): Step<void> {
    if (has('toldAgain')) yield* publish(node, message, null);
  }

  /** What SQL knows, or takes back at its old place; `null`: it has to be appended. */
  function* fromSql(node: Node, draft: Draft, claim: number | null): Step<number | null> {
    const key = keyOf(draft);
    yield;
    needSql();
    const known = sql.ids.get(key);
    if (known !== undefined) {
      yield* publishAgain(node, { ...draft, seq: known });
      return known;
    }
    const p = partitionOf[draft.room];
    const inGap = claim !== null && sql.gaps.some((gap) => gap.p === p && gap.from < claim && claim <= gap.to);
    if (!inGap || !has('claim')) return null;
    yield;
    needSql();
    if (link.isHeld()) throw new Later('an epoch begins');
    const meanwhile = sql.ids.get(key);
    if (meanwhile !== undefined) {
      yield* publishAgain(node, { ...draft, seq: meanwhile });
      return meanwhile;
    }
    if (sql.rows[draft.room].has(claim)) return null;
    sql.rows[draft.room].set(claim, { ...draft, seq: claim });
    sql.ids.set(key, claim);
    yield;
    yield* publish(node, { ...draft, seq: claim }, null);
    return claim;
  }

  function* tell(node: Node, message: Stored, epoch: number): Step<void> {
    try {
      yield* publish(node, message, epoch);
      yield* ask(node, (redis) => scripts.published(redis, partitionOf[message.room], message.seq));
    } catch (error) {
      if (!isExpected(error)) throw error;
    }
  }

  function* place(node: Node, draft: Draft, claim: number | null, wrote: () => void): Step<number> {
    const p = partitionOf[draft.room];
    let asked = { lookedUp: false, claimed: claim !== null };
    let lookedUpIn: number | null = null;
    for (let attempt = 0; attempt < 5; attempt += 1) {
      const { epoch, value } = yield* underEpoch(node, (redis, current) =>
        scripts.append(redis, p, current, draft, { ...asked, lookedUp: lookedUpIn === current }),
      );
      if (value.status === 'absent') {
        const found = yield* fromSql(node, draft, claim);
        if (found !== null) return found;
        lookedUpIn = epoch;
        asked = { lookedUp: true, claimed: false };
        continue;
      }
      wrote();
      if (!value.replayed || random.chance(0.5)) yield* tell(node, { ...draft, seq: value.seq }, epoch);
      if (node.epoch !== epoch && has('oldAnswers')) throw new Unknown('an answer of an older epoch');
      return value.seq;
    }
    throw new Later('the epoch keeps moving');
  }

  function* send(node: Node, draft: Draft, claim: number | null): Step<number> {
    let wrote = false;
    try {
      return yield* place(node, draft, claim, () => {
        wrote = true;
      });
    } catch (error) {
      if (error instanceof Later && wrote) throw new Unknown(error.message);
      if (error instanceof Unknown && !has('doubts')) throw new Later('a time-out told as a refusal');
      throw error;
    }
  }

  const store = (rows: readonly Stored[]): void => {
    for (const message of rows) {
      const at = sql.ids.get(keyOf(message));
      const there = sql.rows[message.room].get(message.seq);
      if (at !== undefined && at !== message.seq) witness.fault(`a drain met an id at two places: ${keyOf(message)}`);
      else if (there && keyOf(there) !== keyOf(message)) witness.fault(`a drain met a place twice: ${message.seq}`);
      else {
        sql.rows[message.room].set(message.seq, message);
        sql.ids.set(keyOf(message), message.seq);
      }
    }
  };

  function* drain(node: Node, p: number): Step<void> {
    needSql();
    if (node.epoch === null) yield* renew(node);
    const row = sql.partitions[p];
    if (row === undefined) return;
    const { stored } = row;
    if (row.epoch !== node.epoch && has('compareAndSet')) return yield* renew(node);
    const under = node.epoch ?? 0;
    const { epoch, value: found } = yield* underEpoch(node, (redis, current) =>
      scripts.range(redis, p, has('compareAndSet') ? current : under, stored),
    );
    const newest = found.at(-1);
    if (newest !== undefined) {
      yield;
      // A slow or stopped drain.
      if (random.chance(0.05)) for (let wait = random.below(60); wait > 0; wait -= 1) yield;
      needSql();
      if (link.isHeld()) return;
      if (has('compareAndSet') && (row.epoch !== epoch || row.stored !== stored)) {
        if (row.epoch !== epoch) yield* renew(node);
        return;
      }
      store(found);
      row.stored = Math.max(row.stored, newest.seq);
      yield;
    }
    const { stored: upTo, epoch: storedUnder } = row;
    yield* underEpoch(node, (redis, current) =>
      current !== storedUnder && has('compareAndSet')
        ? { fit: true, value: null }
        : scripts.trim(redis, p, current, upTo),
    );
  }

  function* sweep(node: Node, p: number): Step<void> {
    const { value } = yield* underEpoch(node, (redis, epoch) => scripts.unpublished(redis, p, epoch));
    for (const seq of value.seqs) {
      const message =
        value.stream.find((one) => one.seq === seq) ??
        roomNames.filter((room) => partitionOf[room] === p).flatMap((room) => sql.rows[room].get(seq) ?? [])[0];
      if (message !== undefined) yield* publish(node, message, null);
      yield* ask(node, (redis) => scripts.published(redis, p, seq));
    }
  }

  /** Whatever Redis and SQL answer, it goes on. */
  function* forever(work: () => Step<void>): Step<void> {
    for (;;) {
      yield;
      try {
        yield* work();
      } catch (error) {
        if (!isExpected(error)) throw error;
      }
    }
  }

  function* drainAndSweep(node: Node): Step<void> {
    const p = random.below(partitions.length);
    yield* drain(node, p);
    if (random.chance(0.3) && has('unpublished')) yield* sweep(node, p);
  }

  function* watermark(node: Node): Step<void> {
    for (let wait = 0; wait < 8; wait += 1) yield;
    const { hint } = node;
    let storedThrough = Number.POSITIVE_INFINITY;
    let under: number | null = null;
    for (const p of partitions) {
      const { epoch, value } = yield* underEpoch(node, (redis, current) => scripts.tick(redis, p, current, hint));
      if (under !== null && under !== epoch) throw new Later('the epoch moved');
      under = epoch;
      storedThrough = Math.min(storedThrough, value.storedThrough);
      node.hint = Math.max(node.hint, value.last);
    }
    const epoch = under ?? 0;
    if (epoch === sql.epoch && node.link === world.primary) witness.watermark(world, epoch, storedThrough);
    for (const device of world.devices) {
      if (device.node === node) device.sink?.push({ type: 'watermark', epoch, storedThrough });
    }
  }

  return {
    send,
    *history(node, room) {
      const { value: tail } = yield* underEpoch(node, (redis, epoch) =>
        scripts.tail(redis, partitionOf[room], epoch, room),
      );
      yield;
      needSql();
      return new Map([...tail, ...sql.rows[room].values()].map((message) => [message.seq, message]));
    },
    run: (node) => {
      world.start(
        forever(() => drainAndSweep(node)),
        node,
      );
      world.start(
        forever(() => watermark(node)),
        node,
      );
    },
  };
};
