import { defineConfig } from 'vitest/config';

// They unpack into one folder: one file after the other. The time-outs are there to end what hangs.
export default defineConfig({ test: { fileParallelism: false, testTimeout: 60_000, hookTimeout: 60_000 } });
