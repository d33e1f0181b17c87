import type { UserId } from '@duet/sdk';
import { isUserId } from '@duet/sdk';

/** Tells the other tabs of this browser whose drafts changed. Without BroadcastChannel each tab knows its own only. */
export interface TabChannel {
  tell(userId: UserId): void;
  /** Returns the way to stop it. */
  listen(listener: (userId: UserId) => void): () => void;
}

const silent: TabChannel = { tell: () => {}, listen: () => () => {} };

export const createTabChannel = (name: string): TabChannel => {
  if (!('BroadcastChannel' in globalThis)) return silent;
  // One channel for all listeners, and told through it: a channel does not hear itself, so a tab is not told of its own.
  const listeners = new Set<(userId: UserId) => void>();
  let open: BroadcastChannel | null = null;

  const openChannel = () => {
    const channel = new BroadcastChannel(name);
    channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      if (isUserId(data)) for (const listener of [...listeners]) listener(data);
    });
    return channel;
  };
  return {
    tell: (userId) => {
      const channel = open ?? openChannel();
      channel.postMessage(userId);
      if (!open) channel.close();
    },
    listen: (listener) => {
      listeners.add(listener);
      open ??= openChannel();
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        open?.close();
        open = null;
      };
    },
  };
};
