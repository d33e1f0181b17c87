/** A clock that stands still until it is put forward: the demo's past is written with it. */
export const createHandClock = (at: number): { now: () => number; set: (to: number) => void } => {
  let time = at;
  return {
    now: () => time,
    set: (to) => {
      time = Math.max(time, to);
    },
  };
};
