import { defineConfig } from 'vitest/config';

// Whole programs on machines that do other things too: the time-outs are there to end what hangs.
export default defineConfig({ test: { testTimeout: 60_000, hookTimeout: 60_000 } });
