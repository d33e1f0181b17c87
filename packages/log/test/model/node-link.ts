import type { Fit, Scripts } from './redis.ts';
import { isAlive, Later, partitions, times, Unknown } from './world.ts';
import type { Life, Node, Redis, Step, World } from './world.ts';

/** What a node asks of Redis, under which epoch. */
export interface NodeLink {
  /** One round trip: it may not run, or run and lose its answer. */
  ask<T>(node: Node, script: (redis: Redis) => T): Step<T>;
  /** Under the node's epoch; looks for the next one when that does not fit. */
  underEpoch<T>(node: Node, script: (redis: Redis, epoch: number) => Fit<T>): Step<{ epoch: number; value: T }>;
  /** Looks for the epoch again, and cuts the node's devices when it moved. */
  renew(node: Node): Step<void>;
  /** Throws when SQL is away. */
  needSql(): void;
  /** Whether someone is beginning an epoch and has SQL's rows. */
  isHeld(): boolean;
}

export const createNodeLink = (world: World, scripts: Scripts): NodeLink => {
  const { sql, random, has } = world;
  const live = (life: Life | null): boolean => life !== null && isAlive(life);
  const needSql = (): void => {
    if (!sql.up) throw new Later('SQL is away');
  };

  function* ask<T>(node: Node, script: (redis: Redis) => T): Step<T> {
    yield;
    const { link } = node;
    if (!link.alive) {
      if (random.chance(0.5)) node.link = world.primary;
      throw new Unknown('Redis is gone');
    }
    if (link !== world.primary && random.chance(0.03)) {
      node.link = world.primary;
      throw new Unknown('cut');
    }
    const answer = script(link);
    yield;
    if (!link.alive || (!world.calm && random.chance(0.02))) throw new Unknown('the answer is lost');
    return answer;
  }

  function* standing(node: Node) {
    const found = [];
    for (const p of partitions) {
      found.push(
        yield* ask(node, (redis) => {
          const partition = redis.partitions[p];
          const own = partition ? scripts.isOwn(redis, partition) : false;
          return { epoch: partition?.epoch ?? 0, own, last: partition?.last ?? 0, now: scripts.now(redis) };
        }),
      );
    }
    return found;
  }

  function* begin(node: Node, mine: Life): Step<void> {
    const found = yield* standing(node);
    if (sql.lock !== mine) return;
    needSql();
    if (found.every(({ own, epoch }) => own && epoch === sql.epoch)) {
      node.epoch = sql.epoch;
      return;
    }
    const epoch = Math.max(sql.epoch, ...found.map((one) => one.epoch)) + 1;
    const known = [
      ...found.flatMap(({ now, last }) => [now, last]),
      ...sql.partitions.map(({ stored }) => stored),
      ...(has('gaps') ? sql.gaps.map(({ to }) => to) : []),
    ];
    const floor = Math.max(...known) + (has('floor') ? times.jump : 0);
    if (node.link !== world.primary && random.chance(0.9)) throw new Later('no primary any more');
    const gaps = sql.partitions.map(({ stored }, p) => ({ p, from: stored, to: floor }));
    sql.held = mine;
    for (const p of partitions) yield* ask(node, (redis) => scripts.begin(redis, p, epoch, floor));
    if (sql.lock !== mine) return;
    needSql();
    sql.epoch = epoch;
    for (const partition of sql.partitions) partition.epoch = epoch;
    sql.gaps.push(...gaps);
    node.epoch = epoch;
  }

  /** Whoever begins an epoch holds SQL's rows until it has done so, or dies. */
  function* refresh(node: Node): Step<void> {
    for (;;) {
      yield;
      needSql();
      const found = yield* standing(node);
      needSql();
      if (found.every(({ own, epoch }) => own && epoch === sql.epoch)) {
        node.epoch = sql.epoch;
        return;
      }
      const isDeposed = found.every(({ own, epoch }) => own && epoch > 0 && epoch < sql.epoch);
      if (has('replicationId') && isDeposed && node.link !== world.primary) {
        node.link = world.primary;
        throw new Later('a deposed primary');
      }
      if (live(sql.lock)) continue;
      const mine = { node, life: node.life };
      sql.lock = mine;
      try {
        yield* begin(node, mine);
        if (node.epoch === sql.epoch) return;
      } finally {
        if (sql.lock === mine) sql.lock = null;
        if (sql.held === mine) sql.held = null;
      }
    }
  }

  function* renew(node: Node): Step<void> {
    const was = node.epoch;
    yield* refresh(node);
    if (node.epoch === was) return;
    for (const device of world.devices) if (device.node === node) device.sink?.push({ type: 'cut' });
  }

  function* underEpoch<T>(
    node: Node,
    script: (redis: Redis, epoch: number) => Fit<T>,
  ): Step<{ epoch: number; value: T }> {
    for (let attempt = 0; attempt < 4; attempt += 1) {
      if (node.epoch === null) yield* renew(node);
      const epoch = node.epoch ?? 0;
      const answer = yield* ask(node, (redis) => script(redis, epoch));
      if (answer.fit) return { epoch, value: answer.value };
      yield* renew(node);
    }
    throw new Later('the epoch keeps moving');
  }

  return { ask, underEpoch, renew, needSql, isHeld: () => live(sql.held) };
};
