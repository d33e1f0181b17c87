import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

const bin = join(root, 'node_modules', '.bin');

/** A program that the install brought, Node 26 among them. */
export const tool = (name) => join(bin, name);

/**
 * What every program here starts with: the installed tools first on the PATH, no telemetry, no prompts. Node keeps what it
 * compiled of them, and of our own sources, which halves a server's start.
 */
export const environment = () => ({
  NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'node'),
  ...process.env,
  PATH: `${bin}${delimiter}${process.env.PATH ?? ''}`,
  TURBO_TELEMETRY_DISABLED: '1',
  TURBO_NO_UPDATE_NOTIFIER: '1',
});

/** A wrong turn that its reader can mend: said in one line, without a stack. */
export class SetupError extends Error {}

export const nodeIsInstalled = () => existsSync(tool('node'));

/** Runs a script's `main`, and turns what it throws into words and an exit code. */
export const script = async (main) => {
  try {
    process.exitCode = await main();
  } catch (error) {
    console.error(error instanceof SetupError ? `\n${error.message}` : error);
    process.exitCode = 1;
  }
};
