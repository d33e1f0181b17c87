import type { Page, WebSocketRoute } from 'playwright';

/** A page's line to the server, to be installed before the page is opened. */
export type CuttableLine = {
  /** Closes the page's sockets without a word and lets none through, as when a cable is pulled. */
  cut(): Promise<void>;
  mend(): Promise<void>;
};

export const cuttableLine = async (page: Page): Promise<CuttableLine> => {
  const open = new Set<WebSocketRoute>();
  let down = false;
  await page.routeWebSocket(/\/trpc/, async (near) => {
    if (down) return near.close({ code: 4999 });
    near.connectToServer();
    open.add(near);
  });
  return {
    async cut() {
      down = true;
      await page.context().setOffline(true);
      await Promise.all([...open].map((near) => near.close({ code: 4999 })));
      open.clear();
    },
    async mend() {
      down = false;
      await page.context().setOffline(false);
    },
  };
};
