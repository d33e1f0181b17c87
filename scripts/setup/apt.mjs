import { spawnSync } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { run } from './run.mjs';

/** Whether packages may be installed without asking anyone: as root, on Debian and its kin. */
export const canInstall = () =>
  process.getuid?.() === 0 && spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status === 0;

// Where Debian asks whether a service may start: the tests start servers of their own, and a system's one is in nobody's interest.
const policy = '/usr/sbin/policy-rc.d';

/** Installs packages, and starts none of the services that they bring. */
export const aptInstall = async (packages) => {
  console.log(`Installing ${packages.join(', ')} (once) …`);
  const quiet = { env: { DEBIAN_FRONTEND: 'noninteractive' }, stdio: ['ignore', 'ignore', 'inherit'] };
  const ours = !existsSync(policy);
  if (ours) writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    await run('apt-get', ['update', '-q'], quiet);
    await run('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...packages], quiet);
  } finally {
    if (ours) rmSync(policy);
  }
};
