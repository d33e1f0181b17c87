import { createDuetClient } from '@duet/sdk';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import type { AppParts } from './app/app-parts.ts';
import { createClock } from './app/clock.ts';
import { followViewport } from './app/follow-viewport.ts';
import { mountPath, pageHost, pageNonce } from './app/page.ts';
import { createHostToken } from './session/host-token.ts';
import { enterChat } from './session/signed-in.ts';
import { startSession } from './session/session.ts';
import { createSetting } from './settings/setting.ts';
import { createBrowserDraftStorage } from './storage/draft-storage.ts';
import { createDraftTable } from './storage/draft-table.ts';
import { createTabChannel } from './storage/tab-channel.ts';
import { createBrowserTextStore } from './storage/text-store.ts';
import { themeChoices } from './theme/theme.ts';
import { languageChoices } from './words/language.ts';
import { startSpoken } from './words/spoken.ts';

const texts = createBrowserTextStore(() => localStorage);
const { tokenUrl } = pageHost(document);
const client = createDuetClient({
  url: new URL(mountPath(document), location.origin).href.replace(/\/$/, ''),
  storage: createBrowserDraftStorage(
    createDraftTable(),
    createTabChannel('duet:drafts'),
    'locks' in navigator ? navigator.locks : undefined,
  ),
  ...(tokenUrl !== null && { getToken: createHostToken(tokenUrl) }),
});

const parts: AppParts = {
  client,
  session: startSession(client, (chat) => enterChat(chat, texts)).state,
  theme: createSetting(texts, 'duet:theme', themeChoices, 'system'),
  language: createSetting(texts, 'duet:language', languageChoices, 'system'),
  clock: createClock(Date.now),
};

followViewport(window);

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
const page = createRoot(root);
void startSpoken(parts.language, navigator.languages).then(({ spoken }) =>
  page.render(
    <StrictMode>
      <App parts={parts} spoken={spoken} basename={mountPath(document)} nonce={pageNonce(document)} />
    </StrictMode>,
  ),
);
