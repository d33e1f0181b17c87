import type { Readable } from '@duet/sdk';
import { DuetProvider, useReadable } from '@duet/sdk/react';
import { useLayoutEffect } from 'react';
import { ErrorBoundary } from 'react-error-boundary';
import { BrowserRouter } from 'react-router';
import { StyleSheetManager } from 'styled-components';
import { SessionGate } from '../session/session-gate.tsx';
import { GlobalStyle } from '../theme/global-style.ts';
import { applyTheme } from '../theme/theme.ts';
import type { Spoken } from '../words/spoken.ts';
import { WordsProvider } from '../words/words-context.tsx';
import { AppPartsContext } from './app-parts.ts';
import type { AppParts } from './app-parts.ts';
import { PaneFault } from './pane-fault.tsx';

type AppProps = {
  parts: AppParts;
  spoken: Readable<Spoken>;
  basename: string;
  nonce: string | undefined;
};

export const App = ({ parts, spoken, basename, nonce }: AppProps) => {
  const theme = useReadable(parts.theme);
  // Before the first picture: the other theme must not flash.
  useLayoutEffect(() => applyTheme(document, theme), [theme]);

  return (
    <StyleSheetManager {...(nonce === undefined ? {} : { nonce })}>
      <GlobalStyle />
      <AppPartsContext value={parts}>
        <WordsProvider spoken={spoken}>
          <ErrorBoundary FallbackComponent={PaneFault}>
            <DuetProvider client={parts.client}>
              <BrowserRouter basename={basename}>
                <SessionGate />
              </BrowserRouter>
            </DuetProvider>
          </ErrorBoundary>
        </WordsProvider>
      </AppPartsContext>
    </StyleSheetManager>
  );
};
