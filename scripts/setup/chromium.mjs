import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { aptInstall, canInstall } from './apt.mjs';
import { SetupError } from './root.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const places = [
  '/usr/bin',
  '/usr/local/bin',
  '/snap/bin',
  '/Applications/Chromium.app/Contents/MacOS',
  '/Applications/Google Chrome.app/Contents/MacOS',
];

const find = () => {
  const named = process.env.DUET_CHROMIUM ?? process.env.PLAYWRIGHT_CHROMIUM_EXECUTABLE_PATH;
  if (named) {
    if (existsSync(named)) return named;
    throw new SetupError(`DUET_CHROMIUM names ${named}, which does not exist.`);
  }
  const folders = [...(process.env.PATH ?? '').split(delimiter).filter(Boolean), ...places];
  const candidates = folders.flatMap((folder) =>
    [...names, 'Chromium', 'Google Chrome'].map((name) => join(folder, name)),
  );
  return candidates.find((file) => existsSync(file)) ?? null;
};

// Without these fonts Korean and emoji are boxes, and pictures of them prove nothing.
const packages = ['chromium', 'fonts-noto-cjk', 'fonts-noto-color-emoji'];

/** The path of a Chromium. As root on Debian it is installed when there is none. */
export const ensureChromium = async () => {
  const found = find();
  if (found) return found;
  if (canInstall()) {
    await aptInstall(packages);
    const installed = find();
    if (installed) return installed;
  }
  throw new SetupError(
    [
      'The browser tests need a Chromium, and there is none on the PATH. Install one, for example',
      `  sudo apt-get install -y --no-install-recommends ${packages.join(' ')}`,
      '  brew install --cask chromium',
      'or name one: DUET_CHROMIUM=/path/to/chromium npm test',
    ].join('\n'),
  );
};
