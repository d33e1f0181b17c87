import type { User } from '@duet/sdk';
import { useEffect, useRef } from 'react';
import styled from 'styled-components';
import { Button } from '../shapes/button.ts';
import { lazyOverlay } from '../shapes/lazy-overlay.tsx';
import { useOverlay } from '../shapes/use-overlay.ts';
import { useWords } from '../words/words-context.tsx';
import { useBlockedByMe } from './use-blocked-by-me.ts';

const BlockDialog = lazyOverlay(async () => (await import('./block-dialog.tsx')).BlockDialog);

const Foot = styled.div`
  flex: none;
  display: grid;
  justify-items: center;
  gap: 10px;
  padding: 16px 20px max(16px, env(safe-area-inset-bottom));
  border-top: 1px solid var(--line);
  text-align: center;
  overflow-wrap: anywhere;
  color: var(--quiet);

  p {
    outline: 0;
  }
`;

/** Stands in place of the composer. */
export const BlockedNotice = ({ peer }: { peer: User }) => {
  const { words } = useWords();
  const byMe = useBlockedByMe(peer.id);
  const { shown, show, onClosed, opener } = useOverlay();
  const notice = useRef<HTMLParagraphElement>(null);

  // Who was writing stands where they wrote, not at the top of the page.
  useEffect(() => {
    if (document.activeElement === document.body) notice.current?.focus({ preventScroll: true });
  }, []);

  return (
    <Foot>
      <p ref={notice} role="status" tabIndex={-1}>
        {byMe ? words.thread.youBlocked(peer.displayName) : words.thread.cannotMessage(peer.displayName)}
      </p>
      {byMe && (
        <Button ref={opener} type="button" $kind="plain" onClick={show}>
          {words.thread.unblock}
        </Button>
      )}
      {shown && <BlockDialog action="unblock" peer={peer} opener={opener} onClosed={onClosed} />}
    </Foot>
  );
};
