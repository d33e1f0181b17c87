import type { ReadyThread } from '@duet/sdk/react';
import styled from 'styled-components';
import { Spinner } from '../shapes/spinner.tsx';
import { VisuallyHidden } from '../shapes/visually-hidden.ts';
import { useWords } from '../words/words-context.tsx';

/** Over the messages, not among them: it comes and goes without moving anything. */
const Place = styled.div`
  position: absolute;
  z-index: 1;
  inset: 10px 0 auto;
  display: grid;
  justify-items: center;
  pointer-events: none;
`;

const Pill = styled.div`
  display: flex;
  align-items: center;
  gap: 10px;
  padding: 8px 14px;
  border-radius: 20px;
  background: var(--raised);
  box-shadow: var(--shadow);
  pointer-events: auto;

  button {
    padding: 4px 6px;
    border: 0;
    background: none;
    font-weight: 600;
    color: var(--accent-text);
  }
`;

export const OlderNotice = ({ state, retry }: { state: ReadyThread['older']; retry: () => void }) => {
  const { words } = useWords();
  if (state === 'idle') return null;
  return (
    <Place>
      {state === 'loading' ? (
        <Pill role="status">
          <Spinner />
          <VisuallyHidden>{words.thread.loadingOlder}</VisuallyHidden>
        </Pill>
      ) : (
        <Pill role="alert">
          {words.thread.olderFailed}
          <button type="button" onClick={retry}>
            {words.app.retry}
          </button>
        </Pill>
      )}
    </Place>
  );
};
