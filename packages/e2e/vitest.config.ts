import { defineConfig } from 'vitest/config';

// Whole browsers and servers on two cores: one file after the other. The time-outs are there to end what hangs.
export default defineConfig({
  test: { fileParallelism: false, testTimeout: 90_000, hookTimeout: 60_000, expect: { poll: { timeout: 30_000 } } },
});
