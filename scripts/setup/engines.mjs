import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { aptInstall, canInstall } from './apt.mjs';
import { SetupError } from './root.mjs';

/** The servers that the tests and `npm run cluster` start for themselves, each by the program that they run and the package that brings it. */
const engines = {
  mariadb: { program: 'mariadbd', package: 'mariadb-server' },
  redis: { program: 'redis-server', package: 'redis-server' },
  nginx: { program: 'nginx', package: 'nginx-light' },
};
const places = ['/usr/sbin', '/usr/local/sbin', '/opt/homebrew/bin', '/usr/local/bin'];

const isThere = ({ program }) =>
  [...(process.env.PATH ?? '').split(delimiter), ...places].some((folder) => existsSync(join(folder, program)));

const leftOut = () => {
  const names = (process.env.DUET_WITHOUT ?? '').split(',').flatMap((name) => name.trim() || []);
  const unknown = names.find((name) => !Object.hasOwn(engines, name));
  if (unknown) throw new SetupError(`DUET_WITHOUT names ${unknown}; there are ${Object.keys(engines).join(', ')}.`);
  return names;
};

/** Each engine that was not left out by name (`DUET_WITHOUT=mariadb,redis`) is there. As root on Debian it is installed. */
export const ensureEngines = async ({ all = false } = {}) => {
  const without = all ? [] : leftOut();
  const wanted = Object.entries(engines).filter(([name]) => !without.includes(name));
  const missing = () => wanted.filter(([, engine]) => !isThere(engine));
  if (missing().length > 0 && canInstall()) await aptInstall(missing().map(([, engine]) => engine.package));
  const lacking = missing();
  if (lacking.length === 0) return;
  throw new SetupError(
    [
      `Servers of our own are started here, and there is no ${lacking.map(([, { program }]) => program).join(' and no ')}. Install them,`,
      `  sudo apt-get install -y ${lacking.map(([, engine]) => engine.package).join(' ')}`,
      `  brew install ${lacking.map(([name]) => name).join(' ')}`,
      ...(all
        ? []
        : [`or leave their tests out by name: DUET_WITHOUT=${lacking.map(([name]) => name).join(',')} npm test`]),
    ].join('\n'),
  );
};
