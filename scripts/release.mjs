// For .github/workflows/release.yml: gives npm each package whose version it does not have yet, with provenance.
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { install } from './setup/install.mjs';
import { pack, publishable } from './setup/pack.mjs';
import { root, script, SetupError, tool } from './setup/root.mjs';
import { capture, run } from './setup/run.mjs';

const isOnNpm = async ({ name, version }) => {
  const { code, output } = await capture('npm', ['view', `${name}@${version}`, 'version']);
  if (code !== 0 && !output.includes('E404')) throw new SetupError(`npm could not be asked for ${name}:\n${output}`);
  return code === 0 && output.includes(version);
};

/** Provenance holds only for a package that names the repository which it comes from. */
const nameRepository = (folder) => {
  const { GITHUB_SERVER_URL, GITHUB_REPOSITORY } = process.env;
  if (!GITHUB_SERVER_URL || !GITHUB_REPOSITORY) throw new SetupError('Releases are made by the workflow on GitHub.');
  const file = join(root, folder, 'package.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8'));
  const repository = { type: 'git', url: `git+${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}.git`, directory: folder };
  writeFileSync(file, `${JSON.stringify({ ...manifest, repository }, null, 2)}\n`);
};

await script(async () => {
  await install();
  const to = mkdtempSync(join(tmpdir(), 'duet-release-'));
  for (const { folder, manifest } of publishable()) {
    if (await isOnNpm(manifest)) continue;
    nameRepository(folder);
    const tarball = await pack(folder, to);
    const code = await run('npm', ['publish', tarball, '--provenance', '--access', 'public']);
    if (code !== 0) return code;
  }
  // What the release action looks for to make the releases on GitHub.
  return run(tool('changeset'), ['tag']);
});
