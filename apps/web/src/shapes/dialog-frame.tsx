import { Dialog } from '@base-ui/react/dialog';
import type { ReactNode, RefObject } from 'react';
import { useState } from 'react';
import styled from 'styled-components';
import { useWords } from '../words/words-context.tsx';
import { IconButton } from './button.ts';
import { CloseIcon } from './icons.tsx';

const Scrim = styled(Dialog.Backdrop)`
  position: fixed;
  inset: 0;
  background: var(--scrim);
  transition: opacity 140ms;

  &[data-starting-style],
  &[data-ending-style] {
    opacity: 0;
  }
`;

const Popup = styled(Dialog.Popup)`
  position: fixed;
  /* What an on-screen keyboard leaves. */
  inset: 0 0 calc(100dvh - var(--screen-height, 100dvh));
  display: flex;
  flex-direction: column;
  width: min(480px, calc(100vw - 32px));
  height: fit-content;
  max-height: min(620px, calc(var(--screen-height, 100dvh) - 32px));
  margin: auto;
  overflow: hidden;
  border-radius: 20px;
  --behind: var(--raised);
  background: var(--behind);
  color: var(--text);
  box-shadow: var(--shadow);
  outline: 0;
  transition:
    opacity 140ms,
    transform 140ms;

  &[data-starting-style],
  &[data-ending-style] {
    opacity: 0;
    transform: scale(0.97);
  }
`;

const Head = styled.div`
  flex: none;
  display: grid;
  grid-template-columns: 44px minmax(0, 1fr) 44px;
  align-items: center;
  padding: 6px 8px;
  border-bottom: 1px solid var(--line);
`;

const Title = styled(Dialog.Title)`
  grid-column: 2;
  text-align: center;
  font-weight: 700;
  overflow-wrap: anywhere;
`;

/** Back to what opened it, unless the page that it led to has taken the focus. */
const focusAfter = (opener: HTMLElement | null): HTMLElement | null | false => {
  const { activeElement, body } = document;
  return activeElement === body || activeElement?.closest('[role="dialog"]') ? opener : false;
};

type DialogFrameProps = {
  title: string;
  opener: RefObject<HTMLElement | null>;
  /** It is gone from the screen. */
  onClosed: () => void;
  initialFocus?: RefObject<HTMLElement | null>;
  children: (close: () => void) => ReactNode;
};

export const DialogFrame = ({ title, opener, onClosed, initialFocus, children }: DialogFrameProps) => {
  const { words } = useWords();
  const [open, setOpen] = useState(true);

  return (
    <Dialog.Root open={open} onOpenChange={setOpen} onOpenChangeComplete={(stays) => !stays && onClosed()}>
      <Dialog.Portal>
        <Scrim />
        <Popup finalFocus={() => focusAfter(opener.current)} {...(initialFocus && { initialFocus })}>
          <Head>
            <Title>{title}</Title>
            <Dialog.Close render={<IconButton aria-label={words.app.close} />}>
              <CloseIcon size={20} />
            </Dialog.Close>
          </Head>
          {children(() => setOpen(false))}
        </Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
};
