import { createDeviceWork } from './device.ts';
import { createNodeLink } from './node-link.ts';
import { createNodeWork } from './node.ts';
import { nemesis } from './nemesis.ts';
import { createRandom } from './random.ts';
import { createScripts, newRedis } from './redis.ts';
import type { Safeguard } from './safeguards.ts';
import { members, roomNames } from './world.ts';
import type { Device, Node, Sql, Step, User, World } from './world.ts';
import { createWitness } from './witness.ts';

const newSql = (): Sql => ({
  up: true,
  epoch: 0,
  lock: null,
  held: null,
  partitions: [
    { epoch: 0, stored: 0 },
    { epoch: 0, stored: 0 },
  ],
  gaps: [],
  rows: { r0: new Map(), r1: new Map(), r2: new Map() },
  ids: new Map(),
});

const newDevice = (name: string, user: User, node: Node, clock: number): Device => {
  const rooms = roomNames.filter((room) => members[room].includes(user));
  return {
    name,
    user,
    node,
    sink: null,
    cursor: null,
    owesLoad: false,
    resets: 0,
    rooms,
    view: new Map(rooms.map((room) => [room, new Map()])),
    outbox: new Map(rooms.map((room) => [room, []])),
    online: true,
    back: 0,
    clock,
  };
};

/** Long enough for every run to get there; how long it stays at rest before it is taken for the end. */
const bounds = { steps: 60_000, rest: 2_500 };

/** Three nodes, four devices of three people, five faults. Returns which promises were broken. */
export const runModel = (seed: number, without?: Safeguard): string[] => {
  const random = createRandom(seed);
  const witness = createWitness();
  type Process = { generator: Step<void>; of: Node | undefined; life: number; done: boolean };
  let processes: Process[] = [];
  const serials = { serial: 0 };
  const world: World = {
    time: 10_000,
    serial: 0,
    calm: false,
    primary: newRedis(serials, 0),
    sql: newSql(),
    nodes: [],
    devices: [],
    random,
    witness,
    has: (safeguard) => safeguard !== without,
    start: (generator, of) => {
      const started = { generator, of, life: of?.life ?? 0, done: false };
      processes.push(started);
      return started;
    },
  };
  world.serial = serials.serial;
  for (let n = 0; n < 3; n += 1) world.nodes.push({ up: true, life: 0, link: world.primary, epoch: null, hint: 0 });
  const anyNode = (): Node => {
    const node = world.nodes[random.below(world.nodes.length)];
    if (node === undefined) throw new Error('there are nodes');
    return node;
  };
  const names: [string, User][] = [
    ['a0', 'a'],
    ['a1', 'a'],
    ['b0', 'b'],
    ['c0', 'c'],
  ];
  for (const [name, user] of names) world.devices.push(newDevice(name, user, anyNode(), random.below(160) - 80));

  const scripts = createScripts(world);
  const link = createNodeLink(world, scripts);
  const work = createNodeWork(world, scripts, link);
  const devices = createDeviceWork(world, scripts, link, work);
  for (const node of world.nodes) work.run(node);
  for (const device of world.devices) devices.run(device);
  const faults = world.start(nemesis(world, work));

  const step = (): void => {
    world.time += 1;
    processes = processes.filter(({ done, of, life }) => !done && (of === undefined || of.life === life));
    const process = processes[random.below(processes.length)];
    if (process?.generator.next().done === true) process.done = true;
    if (world.time % 50 === 0) scripts.expire(world.primary);
    for (const device of world.devices) if (!device.online && device.back <= world.time) device.online = true;
  };
  const isAtRest = (): boolean =>
    world.devices.every(
      ({ online, sink, outbox }) => online && sink && [...outbox.values()].every((drafts) => drafts.length === 0),
    ) &&
    world.primary.partitions.every(
      (partition) =>
        partition && partition.stream.length === 0 && (!world.has('unpublished') || partition.unpublished.size === 0),
    );

  for (let steps = 0; steps < bounds.steps && !faults.done; steps += 1) step();
  world.calm = true;
  world.sql.up = true;
  for (const node of world.nodes) node.link = world.primary;
  let rest = 0;
  for (let steps = 0; steps < bounds.steps && rest <= bounds.rest; steps += 1) {
    step();
    rest = isAtRest() ? rest + 1 : 0;
  }
  if (rest > bounds.rest) witness.judge(world);
  else witness.fault('it never came to rest');
  return witness.broken;
};
