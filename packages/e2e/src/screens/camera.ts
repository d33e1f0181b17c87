import { join } from 'node:path';
import type { Browser, Page } from 'playwright';
import { openWindow } from '../harness/browser.ts';
import type { Device, Scheme } from './looks.ts';

export type Language = 'en' | 'ko';
export type Camera = ReturnType<typeof createCamera>;

/** One look: a device and a scheme. Its pictures are named `<device>-<scheme>-<what>.png`. */
export const createCamera = (look: { browser: Browser; device: Device; scheme: Scheme; folder: string }) => {
  const { browser, device, scheme, folder } = look;
  return {
    isPhone: device.name === 'phone',

    open: (url: string, language: Language) =>
      openWindow(browser, url, {
        ...device.options,
        colorScheme: scheme,
        locale: language === 'en' ? 'en-US' : 'ko-KR',
        timezoneId: 'Asia/Seoul',
        reducedMotion: 'reduce',
      }),

    picture: async (page: Page, what: string): Promise<void> => {
      await page.evaluate(() => document.fonts.ready);
      // Where the last click was, something would look hovered.
      await page.mouse.move(0, 0);
      await page.screenshot({ path: join(folder, `${device.name}-${scheme}-${what}.png`), animations: 'disabled' });
    },
  };
};
