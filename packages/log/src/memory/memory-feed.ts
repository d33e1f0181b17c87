import type { UserId } from '@duet/protocol';
import { createDevice } from '../devices/device.ts';
import type { Device } from '../devices/device.ts';
import { createTurnEnd } from '../devices/turn-end.ts';
import { createUserWindow, newWindowEpoch } from '../devices/user-window.ts';
import type { UserWindow, WindowBounds } from '../devices/user-window.ts';
import type { Feed } from '../feed.ts';

export type MemoryFeedOptions = {
  /** Milliseconds since the epoch, or since anything else. */
  now: () => number;
  /** From 0 to below 1, like `Math.random`. */
  chance: () => number;
  /** A user's window: 1,000 events and 1 MiB unless told. */
  bounds?: WindowBounds;
  /** How long a window outlives its user's last device, in ms: 15 minutes unless told. */
  keptMs?: number;
};

type Member = { readonly window: UserWindow; readonly devices: Set<Device> };

/** The feed of one process. What it hears in one turn of the event loop, its devices get as one batch. */
export const createMemoryFeed = ({
  now,
  chance,
  bounds = { events: 1_000, bytes: 1024 * 1024 },
  keptMs = 15 * 60 * 1_000,
}: MemoryFeedOptions): Feed => {
  const members = new Map<UserId, Member>();
  /** Users without a device, and since when: the longest first. */
  const idle = new Map<UserId, number>();
  const turnEnd = createTurnEnd();
  let closed = false;

  /** On every call, so that no timer is needed: without calls nothing grows either. */
  const forgetIdle = (): void => {
    const until = now() - keptMs;
    for (const [userId, since] of idle) {
      if (since > until) return;
      idle.delete(userId);
      members.delete(userId);
    }
  };

  const memberOf = (userId: UserId): Member => {
    const known = members.get(userId);
    if (known !== undefined) return known;
    const member = { window: createUserWindow(newWindowEpoch(chance), bounds), devices: new Set<Device>() };
    members.set(userId, member);
    return member;
  };

  return {
    publish: async (notices) => {
      forgetIdle();
      for (const { to, event } of notices) {
        for (const userId of to) {
          const member = members.get(userId);
          if (member === undefined) continue;
          member.window.push(event);
          turnEnd.stir(member.devices);
        }
      }
    },

    signal: (to, event) => {
      for (const userId of to) {
        const devices = members.get(userId)?.devices ?? [];
        for (const device of devices) device.signal(event);
        turnEnd.stir(devices);
      }
    },

    heartbeat: (storedThrough) => {
      forgetIdle();
      for (const { devices } of members.values()) {
        for (const device of devices) device.heartbeat(storedThrough);
        turnEnd.stir(devices);
      }
    },

    attach: async (userId, after) => {
      forgetIdle();
      const { window, devices } = memberOf(userId);
      idle.delete(userId);
      const device = createDevice(window, window.resume(after), () => {
        devices.delete(device);
        turnEnd.forget(device);
        if (devices.size === 0) idle.set(userId, now());
      });
      devices.add(device);
      if (closed) device.end();
      return device;
    },

    close: async () => {
      closed = true;
      turnEnd.stop();
      for (const { devices } of members.values()) for (const device of devices) device.end();
      members.clear();
      idle.clear();
    },
  };
};
