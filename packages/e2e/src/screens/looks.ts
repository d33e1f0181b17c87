import type { BrowserContextOptions } from 'playwright';

export type Device = { name: string; options: BrowserContextOptions };

export const devices: readonly Device[] = [
  { name: 'desktop', options: { viewport: { width: 1280, height: 800 } } },
  {
    name: 'phone',
    options: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true },
  },
];

export const schemes = ['light', 'dark'] as const;
export type Scheme = (typeof schemes)[number];
