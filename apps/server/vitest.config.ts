import { defineConfig } from 'vitest/config';

// Each test starts processes of its own; on a busy machine that takes seconds.
export default defineConfig({ test: { testTimeout: 30_000, hookTimeout: 60_000 } });
