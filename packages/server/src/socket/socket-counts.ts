/** How many sockets are open under a key. */
export interface SocketCounts {
  /** `null`: as many as there may be are open. Else the way to say that this one closed. */
  enter(key: string): (() => void) | null;
}

export const createSocketCounts = (most: number): SocketCounts => {
  const counts = new Map<string, number>();
  return {
    enter(key) {
      const open = counts.get(key) ?? 0;
      if (open >= most) return null;
      counts.set(key, open + 1);
      let inside = true;
      return () => {
        if (!inside) return;
        inside = false;
        const left = (counts.get(key) ?? 1) - 1;
        if (left === 0) counts.delete(key);
        else counts.set(key, left);
      };
    },
  };
};
