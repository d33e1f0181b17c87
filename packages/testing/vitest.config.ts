import { defineConfig } from 'vitest/config';

// Real servers and argon2id on machines that do other things too. Nothing here has state of its own: one worker, which
// loads the server once, serves all files.
export default defineConfig({ test: { testTimeout: 30_000, isolate: false, fileParallelism: false } });
