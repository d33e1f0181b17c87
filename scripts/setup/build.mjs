import { SetupError, tool } from './root.mjs';
import { run } from './run.mjs';

/** Builds the client into apps/web/dist; what has not changed comes from turbo's cache. */
export const buildWeb = async () => {
  const code = await run(tool('turbo'), ['run', 'build', '--filter=@duet/web', '--output-logs=errors-only'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (code !== 0) {
    await run(tool('turbo'), ['run', 'build', '--filter=@duet/web', '--output-logs=errors-only']);
    throw new SetupError('The client could not be built; why stands above.');
  }
};
