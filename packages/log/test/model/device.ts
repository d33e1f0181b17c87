import type { NodeLink } from './node-link.ts';
import type { NodeWork } from './node.ts';
import type { Scripts } from './redis.ts';
import { isExpected, keyOf, Later, Unknown } from './world.ts';
import type { Device, Heard, Node, OutboxDraft, RoomName, Step, Stored, World } from './world.ts';

/** What a device does: it lives from its feed, sends what stands in its outbox, and someone writes on it. */
export interface DeviceWork {
  run(device: Device): void;
}

export const createDeviceWork = (world: World, scripts: Scripts, link: NodeLink, work: NodeWork): DeviceWork => {
  const { random, has, witness } = world;
  const viewOf = (device: Device, room: RoomName): Map<number, Stored> => device.view.get(room) ?? new Map();
  const outboxOf = (device: Device, room: RoomName): OutboxDraft[] => device.outbox.get(room) ?? [];

  const take = (device: Device, message: Stored): void => {
    witness.saw(message);
    for (const draft of outboxOf(device, message.room)) {
      if (message.sender !== device.user || draft.id !== message.id || draft.state !== 'new') continue;
      draft.seq = message.seq;
      draft.state = 'accepted';
    }
    const view = viewOf(device, message.room);
    if (!has('smallerPlaces') && view.size > 0 && message.seq <= Math.max(...view.keys())) return;
    view.set(message.seq, message);
  };

  function* attach(device: Device, node: Node) {
    const { value } = yield* link.underEpoch(node, (redis, epoch) =>
      scripts.attach(redis, device.user, epoch, device.cursor),
    );
    return value;
  }

  /** Everything that was accepted is owed again, and all rooms are read anew. */
  function* reload(device: Device, node: Node, sink: Heard[]): Step<void> {
    for (const draft of [...device.outbox.values()].flat()) if (draft.state === 'accepted') draft.state = 'again';
    const other = has('oneNode') ? node : (world.nodes[random.below(world.nodes.length)] ?? node);
    const pages: [RoomName, Map<number, Stored>][] = [];
    for (const room of device.rooms) pages.push([room, yield* work.history(other.up ? other : node, room)]);
    for (const [room, page] of pages) {
      for (const message of page.values()) witness.saw(message);
      device.view.set(room, new Map(page));
    }
    device.owesLoad = false;
    if (has('mergedLoad')) return;
    for (const heard of sink) {
      if (heard.type !== 'message' || heard.window !== device.cursor?.window) continue;
      device.cursor.offset = Math.max(device.cursor.offset, heard.offset);
    }
    sink.length = 0;
  }

  const forget = (device: Device, epoch: number, storedThrough: number): void => {
    if (has('replicationId') && device.cursor?.window.split(':')[0] !== String(epoch)) return;
    for (const [room, drafts] of device.outbox) {
      device.outbox.set(
        room,
        drafts.filter(({ state, seq }) => state !== 'accepted' || seq > storedThrough),
      );
    }
  };

  /** What stands behind the cursor. `false`: the device has to attach again. */
  function* readAgain(device: Device, node: Node): Step<boolean> {
    const found = yield* attach(device, node);
    if (found.reset || device.cursor === null) return false;
    for (const { offset, message } of found.events) {
      if (offset <= device.cursor.offset) continue;
      take(device, message);
      device.cursor.offset = offset;
    }
    return true;
  }

  /** `false`: the device has to attach again. */
  function* hear(device: Device, node: Node, heard: Heard): Step<boolean> {
    switch (heard.type) {
      case 'cut':
        return false;
      case 'watermark':
        forget(device, heard.epoch, heard.storedThrough);
        return true;
      case 'message': {
        if (device.cursor === null || heard.window !== device.cursor.window) return false;
        if (heard.offset > device.cursor.offset + 1) return yield* readAgain(device, node);
        if (heard.offset <= device.cursor.offset) return true;
        take(device, heard.message);
        device.cursor = { window: heard.window, offset: heard.offset };
        return true;
      }
    }
  }

  function* attached(device: Device, node: Node, sink: Heard[]): Step<void> {
    const { life } = node;
    const found = yield* attach(device, node);
    if (found.reset || (device.owesLoad && has('owedLoad'))) {
      device.owesLoad = true;
      device.resets += 1;
      device.cursor = { window: found.window, offset: found.newest };
      yield* reload(device, node, sink);
    } else {
      for (const { offset, message } of found.events) {
        take(device, message);
        device.cursor = { window: found.window, offset };
      }
    }
    for (let idle = 0; ;) {
      yield;
      const lost = !world.calm && random.chance(0.002);
      if (!device.online || !node.up || node.life !== life || lost) return;
      const heard = sink.shift();
      if (heard !== undefined) {
        if (!(yield* hear(device, node, heard))) return;
      } else if ((idle += 1) > 25) {
        idle = 0;
        if (!(yield* readAgain(device, node))) return;
      }
    }
  }

  function* live(device: Device): Step<void> {
    for (;;) {
      yield;
      if (!device.online || !device.node.up) {
        device.sink = null;
        if (device.online) device.node = world.nodes[random.below(world.nodes.length)] ?? device.node;
        continue;
      }
      const sink: Heard[] = [];
      device.sink = sink;
      try {
        yield* attached(device, device.node, sink);
      } catch (error) {
        if (!isExpected(error)) throw error;
      }
      if (device.sink === sink) device.sink = null;
    }
  }

  const knownTo = (device: Device, room: RoomName, draft: OutboxDraft): Map<string, number> => {
    const known = new Map([...viewOf(device, room).values()].map((message) => [keyOf(message), message.seq]));
    for (const other of outboxOf(device, room)) {
      if (other === draft || !other.acknowledged) continue;
      known.set(keyOf({ ...other, room, sender: device.user }), other.seq);
    }
    return known;
  };

  /** Until its node dies. */
  function* sendFrom(device: Device, room: RoomName, draft: OutboxDraft): Step<number> {
    const { node } = device;
    const { life } = node;
    const { id, written } = draft;
    const claim = draft.state === 'again' ? draft.seq : null;
    const sending = work.send(node, { room, sender: device.user, id, written }, claim);
    for (;;) {
      const step = sending.next();
      if (step.done) return step.value;
      yield;
      if (!node.up || node.life !== life) throw new Unknown('the node died');
    }
  }

  const refused = (room: RoomName, key: string, draft: OutboxDraft, error: unknown): void => {
    const there = world.primary.partitions.some((partition) => partition?.ids.has(key) === true);
    const wasClear = !draft.doubted && !draft.acknowledged;
    if (error instanceof Later && wasClear && there && !world.sql.ids.has(key)) {
      witness.fault(`a refused message appears in ${room}: ${key}`);
    }
  };

  function* outbox(device: Device, room: RoomName): Step<void> {
    for (;;) {
      yield;
      const drafts = outboxOf(device, room);
      const draft = drafts.find(({ state }) => state === 'again') ?? drafts.find(({ state }) => state === 'new');
      if (!draft || !device.online || !device.node.up || !device.sink) continue;
      const { resets } = device;
      const { id, written } = draft;
      const message = { room, sender: device.user, id, written };
      const key = keyOf(message);
      witness.sending(key, () => knownTo(device, room, draft));
      try {
        const seq = yield* sendFrom(device, room, draft);
        witness.acknowledged(key, seq);
        witness.saw({ ...message, seq });
        draft.seq = seq;
        draft.acknowledged = true;
        // What was asked for before a reset does not count.
        draft.state = device.resets === resets || !has('oldAnswers') ? 'accepted' : 'again';
      } catch (error) {
        if (!isExpected(error)) throw error;
        refused(room, key, draft, error);
        draft.doubted ||= error instanceof Unknown;
        if (!world.calm && random.chance(0.04)) {
          device.online = false;
          device.back = world.time + 100 + random.below(4_000);
        }
        for (let wait = random.below(15); wait > 0; wait -= 1) yield;
      }
    }
  }

  function* typist(device: Device): Step<void> {
    for (let n = 0; n < 9; n += 1) {
      for (let wait = random.below(60); wait > 0; wait -= 1) yield;
      const room = device.rooms[random.below(device.rooms.length)];
      if (room === undefined) return;
      outboxOf(device, room).push({
        id: `${device.name}-${n}`,
        written: Math.max(0, world.time + device.clock),
        state: 'new',
        seq: 0,
        acknowledged: false,
        doubted: false,
      });
    }
  }

  return {
    run: (device) => {
      world.start(live(device));
      for (const room of device.rooms) world.start(outbox(device, room));
      world.start(typist(device));
    },
  };
};
