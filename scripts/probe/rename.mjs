import { globSync } from 'node:fs';
import { join } from 'node:path';
import { script, tool } from '../setup/root.mjs';
import { capture } from '../setup/run.mjs';
import { copySources } from './copy.mjs';

// An output field, and the packages that make up the server's side of the contract.
const from = 'lastMessage';
const to = 'newestMessage';
const serverSide = 'packages/{protocol,api,db,log,server}/src/**/*.ts';
const consumers = ['packages/sdk', 'apps/web'];

/** The files of a package in which tsc finds errors. */
const brokenFiles = async (folder, consumer) => {
  const { output } = await capture(tool('tsc'), ['-p', '.'], { cwd: join(folder, consumer) });
  return [...new Set([...output.matchAll(/^(\S+?)\(\d+,\d+\): error/gm)].map(([, file]) => file))];
};

await script(async () => {
  const copy = await copySources();
  try {
    for (const consumer of consumers) {
      const broken = await brokenFiles(copy.folder, consumer);
      if (broken.length > 0) throw new Error(`${consumer} does not compile before the rename: ${broken.join(', ')}`);
    }
    for (const file of globSync(serverSide, { cwd: copy.folder })) {
      await copy.edit(file, (text) => text.replaceAll(new RegExp(`\\b${from}\\b`, 'g'), to));
    }
    console.log(`Renamed Room.${from} to ${to} on the server's side.`);
    let unnoticed = 0;
    for (const consumer of consumers) {
      const own = (await brokenFiles(copy.folder, consumer)).filter((file) => !file.startsWith('..'));
      if (own.length === 0) unnoticed += 1;
      console.log(own.length > 0 ? `✓ ${consumer} breaks: ${own.join(', ')}` : `✗ ${consumer} still compiles`);
    }
    return unnoticed === 0 ? 0 : 1;
  } finally {
    await copy.remove();
  }
});
