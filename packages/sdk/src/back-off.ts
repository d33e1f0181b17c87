/** The longest that anything waits before it is tried again. */
const capMs = 30_000;
const firstMs = 1_000;

/**
 * Milliseconds to wait after so many failures in a row (from 1). Full jitter: after a restart of the server its clients
 * come back spread over the whole span, not in a wave. `chance`: 0 up to 1.
 */
export const backOffMs = (failures: number, chance: number): number =>
  Math.round(chance * Math.min(capMs, firstMs * 2 ** Math.max(0, failures - 1)));
