import { chromium } from 'playwright';
import type { Browser, BrowserContext, BrowserContextOptions } from 'playwright';
import { env } from '../env.ts';

/** One browser a file; each person gets a context of their own, which is a private window. */
export const openBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: env.chromium,
    args: [
      '--no-sandbox',
      '--disable-dev-shm-usage',
      '--disable-background-networking',
      '--disable-component-update',
      '--no-first-run',
    ],
  });

/** A browser with nothing in it. What the page itself gets wrong (an exception, a CSP refusal) fails the test. */
export const openWindow = async (
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<BrowserContext & { faults: string[] }> => {
  const context = await browser.newContext({ baseURL: url, locale: 'en-US', ...options });
  context.setDefaultTimeout(30_000);
  const faults: string[] = [];
  context.on('weberror', (error) => faults.push(String(error.error())));
  context.on('console', (line) => {
    if (/Content Security Policy|Warning:|React/.test(line.text()) && line.type() === 'error') faults.push(line.text());
  });
  return Object.assign(context, { faults });
};
