import { defineConfig } from 'vitest/config';

// Real servers and argon2id on machines that do other things too.
export default defineConfig({ test: { testTimeout: 30_000 } });
