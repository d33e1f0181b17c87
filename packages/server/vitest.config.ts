import { defineConfig } from 'vitest/config';

// Real servers and argon2id on machines that do other things too. A promised deadline is named at its test.
export default defineConfig({
  test: {
    // These suites wait for disks and servers more than they work.
    maxWorkers: 3,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 20_000 } },
  },
});
