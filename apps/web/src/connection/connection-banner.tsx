import { useChat, useConnection, useReadable } from '@duet/sdk/react';
import styled from 'styled-components';
import { phone } from '../theme/media.ts';
import { useWords } from '../words/words-context.tsx';

const Banner = styled.div`
  flex: none;
  display: flex;
  align-items: center;
  justify-content: center;
  gap: 12px;
  padding: 8px 16px;
  background: var(--notice);
  color: var(--on-notice);
  font-size: 14px;

  &:empty {
    display: none;
  }
  p {
    display: flex;
    flex-wrap: wrap;
    column-gap: 10px;
    min-width: 0;
  }
  button {
    position: relative;
    flex: none;
    min-height: 28px;
    padding: 2px 10px;
    border: 1px solid currentColor;
    border-radius: 14px;
    background: none;
    color: inherit;
    font-weight: 600;

    /* For a finger it is as high as the banner. */
    &::after {
      content: '';
      position: absolute;
      inset: -9px;
    }
  }
  ${phone} {
    gap: 8px;
    padding: 6px 12px;
    font-size: 13px;
  }
`;

/** Quiet, and only when it lasts: one can write on. */
export const ConnectionBanner = () => {
  const chat = useChat();
  const { words } = useWords();
  const line = useConnection();
  const queued = useReadable(chat.outbox.drafts).filter((draft) => draft.state.status === 'new').length;

  return (
    <Banner role="status">
      {line.status !== 'live' && (
        <>
          <p>
            <strong>{line.status === 'offline' ? words.connection.offline : words.connection.reconnecting}</strong>
            <span>{queued > 0 ? words.connection.queued(queued) : words.connection.writeOn}</span>
          </p>
          <button type="button" onClick={line.retry}>
            {words.connection.retry}
          </button>
        </>
      )}
    </Banner>
  );
};
