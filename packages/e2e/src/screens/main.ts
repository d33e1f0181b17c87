import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { openBrowser } from '../harness/browser.ts';
import { startServerProcess } from '../harness/server-process.ts';
import { createCamera } from './camera.ts';
import { devices, schemes } from './looks.ts';
import { takeHostPictures } from './take-host-pictures.ts';
import { takePictures } from './take-pictures.ts';

const folder = fileURLToPath(new URL('../../../../docs/screens/', import.meta.url));

await mkdir(folder, { recursive: true });
const browser = await openBrowser();
try {
  for (const device of devices) {
    for (const scheme of schemes) {
      // A fresh demo for each look: what one look wrote does not stand in the next one's pictures.
      await using server = await startServerProcess({ RATE_LIMITS: 'off' }, 'demo');
      const camera = createCamera({ browser, device, scheme, folder });
      await takePictures(camera, server);
      await takeHostPictures(camera);
    }
  }
} finally {
  await browser.close();
}
