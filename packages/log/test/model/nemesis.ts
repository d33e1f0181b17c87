import type { NodeWork } from './node.ts';
import { newRedis, remember } from './redis.ts';
import type { Step, World } from './world.ts';

/** A replica that lacks the last `lag` writes becomes the primary. `split`: the old one answers for a while. */
const failOver = (world: World, lag: number, skew: number, split: boolean): void => {
  const { random } = world;
  const old = world.primary;
  const replicated = old.history.at(-1 - lag) ?? old.history[0];
  const primary = newRedis(world, skew);
  if (replicated !== undefined) Object.assign(primary, structuredClone(replicated));
  world.primary = primary;
  old.alive = split;
  for (const node of world.nodes) if (random.chance(split ? 0.6 : 0.5)) node.link = primary;
  if (!split) return;
  world.start(
    (function* (): Step<void> {
      for (let wait = 0; wait < 60; wait += 1) yield;
      old.alive = false;
    })(),
  );
};

/** Five faults, one after the other. */
export function* nemesis(world: World, work: NodeWork): Step<void> {
  const { random, sql, nodes, devices } = world;
  const failOverSomehow = (split: boolean): void => {
    failOver(world, random.below(10), random.below(200) - 100, split);
  };
  for (let fault = 0; fault < 5; fault += 1) {
    for (let wait = 20 + random.below(120); wait > 0; wait -= 1) yield;
    switch (random.below(8)) {
      case 0:
      case 1:
        failOverSomehow(false);
        break;
      case 2:
        failOverSomehow(true);
        break;
      case 3:
        world.primary.partitions = [null, null];
        world.primary.windows = new Map();
        remember(world.primary);
        break;
      case 4: {
        const node = nodes[random.below(nodes.length)];
        if (node === undefined) break;
        node.up = false;
        node.life += 1;
        for (let wait = random.below(80); wait > 0; wait -= 1) yield;
        Object.assign(node, { up: true, epoch: null, link: world.primary });
        work.run(node);
        break;
      }
      case 5:
        sql.up = false;
        for (let wait = random.below(300); wait > 0; wait -= 1) yield;
        sql.up = true;
        break;
      case 6: {
        const device = devices[random.below(devices.length)];
        if (device === undefined) break;
        device.online = false;
        device.back = world.time + random.below(5_000);
        break;
      }
      default:
        // The clock of Redis steps back.
        world.primary.skew -= random.below(200);
    }
  }
}
