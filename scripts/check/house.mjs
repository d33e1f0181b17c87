// Who may depend on whom, directly. turbo's boundaries checks the closure and what is imported; this, what is declared.
import { verdict } from './verdict.mjs';
import { packages } from '../setup/workspace.mjs';

/** `types`: only as a devDependency, for its types. `tests`: only as a devDependency, for the tests. */
const house = {
  protocol: { needs: [] },
  api: { needs: ['protocol'] },
  engines: { needs: [] },
  db: { needs: ['protocol'], tests: ['engines'] },
  log: { needs: ['protocol', 'db'], tests: ['engines'] },
  // Its command line asks a server as any other program does: through the sdk.
  server: { needs: ['protocol', 'api', 'db', 'log', 'sdk'], tests: ['engines'] },
  sdk: { needs: ['protocol'], types: ['api'] },
  web: { needs: ['protocol', 'sdk'] },
  // The process serves web's build; its demo talks through the sdk.
  app: { needs: ['server', 'web', 'sdk'], tests: ['engines'] },
  // As any app would.
  'example-express': { needs: ['server', 'web', 'sdk'] },
};
/** Programs about the house: they may use every door, and nobody depends on them. */
const outside = ['e2e', 'bench'];

const duet = (dependencies = {}) =>
  Object.keys(dependencies)
    .filter((name) => name.startsWith('@duet/'))
    .map((name) => name.slice('@duet/'.length));

const faults = ({ folder, manifest, turbo }) => {
  const name = manifest.name.replace('@duet/', '');
  const tags = turbo.tags ?? [];
  const wrongTag = tags.length === 1 && tags[0] === name ? [] : [`${folder}/turbo.json: its one tag must be "${name}"`];
  if (outside.includes(name)) return wrongTag;
  const room = house[name];
  if (!room) return [...wrongTag, `${folder}: ${manifest.name} has no place in scripts/check/house.mjs`];
  const refuse = (kind, names) => names.map((other) => `${folder}/package.json: ${kind} must not name @duet/${other}`);
  const dev = [...room.needs, ...(room.types ?? []), ...(room.tests ?? [])];
  return [
    ...wrongTag,
    ...refuse(
      'dependencies',
      duet(manifest.dependencies).filter((other) => !room.needs.includes(other)),
    ),
    ...refuse(
      'devDependencies',
      duet(manifest.devDependencies).filter((other) => !dev.includes(other)),
    ),
  ];
};

verdict(packages().flatMap(faults));
