import type { Device } from './device.ts';

/** Wakes devices when the turn of the event loop is over: what they heard in it is one batch. */
export interface TurnEnd {
  stir(devices: Iterable<Device>): void;
  forget(device: Device): void;
  stop(): void;
}

export const createTurnEnd = (): TurnEnd => {
  let stirred = new Set<Device>();
  let pending: NodeJS.Immediate | null = null;

  const wake = (): void => {
    const devices = stirred;
    stirred = new Set();
    pending = null;
    for (const device of devices) device.wake();
  };

  return {
    stir: (devices) => {
      for (const device of devices) stirred.add(device);
      if (stirred.size > 0) pending ??= setImmediate(wake);
    },
    forget: (device) => void stirred.delete(device),
    stop: () => {
      if (pending !== null) clearImmediate(pending);
      pending = null;
      stirred.clear();
    },
  };
};
