import type { Room, User } from '@duet/sdk';
import { useEffect, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import styled from 'styled-components';
import { isTouchScreen } from '../composer/touch-screen.ts';
import { Avatar } from '../people/avatar.tsx';
import { IconButton } from '../shapes/button.ts';
import { BackIcon, MoreIcon } from '../shapes/icons.tsx';
import { lazyOverlay, preloads } from '../shapes/lazy-overlay.tsx';
import { useOverlay } from '../shapes/use-overlay.ts';
import { phone } from '../theme/media.ts';
import { useWords } from '../words/words-context.tsx';
import { useActiveWords } from './use-active-words.ts';

const Header = styled.header`
  flex: none;
  display: flex;
  align-items: center;
  gap: 12px;
  min-height: 68px;
  padding: 8px 12px 8px 16px;
  border-bottom: 1px solid var(--line);

  ${phone} {
    gap: 8px;
    min-height: 60px;
    padding: 6px 4px;
  }
`;

const Back = styled(IconButton)`
  display: none;

  ${phone} {
    display: inline-grid;
  }
`;

const Names = styled.div`
  flex: 1;
  min-width: 0;

  h1,
  p {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    text-align: left;
  }
  h1 {
    outline: 0;
    font-size: 16px;
    line-height: 22px;
    font-weight: 700;
  }
  p {
    font-size: 13px;
    line-height: 18px;
    color: var(--quiet);
  }
`;

const load = async () => (await import('./thread-menu.tsx')).ThreadMenu;
const ThreadMenu = lazyOverlay(load);
const BlockDialog = lazyOverlay(async () => (await import('../people/block-dialog.tsx')).BlockDialog);

/** Back to the page one came from; someone who came by a link goes to the list. */
const useBack = (): (() => void) => {
  const navigate = useNavigate();
  return () => {
    const state: unknown = window.history.state;
    const deep = typeof state === 'object' && state !== null && 'idx' in state && Number(state.idx) > 0;
    void (deep ? navigate(-1) : navigate('/', { replace: true }));
  };
};

export const ThreadHeader = ({ peer, status }: { peer: User; status: Room['status'] }) => {
  const { words } = useWords();
  const back = useBack();
  const { shown, show, onClosed, opener } = useOverlay();
  const [dialog, setDialog] = useState<'block' | 'unblock' | null>(null);
  const active = useActiveWords(peer);
  // Who gave no name goes by the username: once is enough.
  const under = active ?? (peer.username === peer.displayName ? null : peer.username);
  const heading = useRef<HTMLHeadingElement>(null);

  // Where a keyboard would only be in the way, the page that opens begins at its name.
  useEffect(() => {
    if (isTouchScreen()) heading.current?.focus({ preventScroll: true });
  }, []);

  return (
    <Header>
      <Back type="button" aria-label={words.app.back} onClick={back}>
        <BackIcon />
      </Back>
      <Avatar user={peer} size={44} active={peer.active} />
      <Names>
        <h1 ref={heading} dir="auto" tabIndex={-1}>
          {peer.displayName}
        </h1>
        {under !== null && <p>{under}</p>}
      </Names>
      <IconButton
        ref={opener}
        type="button"
        aria-label={words.thread.menu}
        aria-haspopup="menu"
        aria-expanded={shown}
        onClick={show}
        onPointerEnter={preloads(load)}
      >
        <MoreIcon />
      </IconButton>
      {shown && (
        <ThreadMenu
          opener={opener}
          onClosed={onClosed}
          blocked={status === 'blocked'}
          peer={peer}
          onDialog={setDialog}
        />
      )}
      {dialog && <BlockDialog action={dialog} peer={peer} opener={opener} onClosed={() => setDialog(null)} />}
    </Header>
  );
};
