import { defineConfig } from 'vitest/config';

// Whole browsers and servers, which wait more than they work: two files at once on two cores. The time-outs end what hangs.
export default defineConfig({
  test: { maxWorkers: 2, testTimeout: 90_000, hookTimeout: 120_000, expect: { poll: { timeout: 30_000 } } },
});
