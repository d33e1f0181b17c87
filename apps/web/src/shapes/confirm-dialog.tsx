import { AlertDialog } from '@base-ui/react/alert-dialog';
import type { RefObject } from 'react';
import { useRef, useState } from 'react';
import styled from 'styled-components';
import { useWords } from '../words/words-context.tsx';
import { Button } from './button.ts';

const Scrim = styled(AlertDialog.Backdrop)`
  position: fixed;
  inset: 0;
  background: var(--scrim);
  transition: opacity 140ms;

  &[data-starting-style],
  &[data-ending-style] {
    opacity: 0;
  }
`;

const Popup = styled(AlertDialog.Popup)`
  position: fixed;
  inset: 0;
  width: min(360px, calc(100vw - 32px));
  height: fit-content;
  max-height: calc(100dvh - 32px);
  margin: auto;
  overflow-y: auto;
  padding: 24px;
  border-radius: 20px;
  background: var(--raised);
  color: var(--text);
  box-shadow: var(--shadow);
  text-align: center;
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

const Title = styled(AlertDialog.Title)`
  margin-bottom: 8px;
  font-size: 18px;
  line-height: 24px;
  font-weight: 700;
  overflow-wrap: anywhere;
`;

const Text = styled(AlertDialog.Description)`
  color: var(--quiet);
`;

const Actions = styled.div`
  display: grid;
  gap: 8px;
  margin-top: 20px;
`;

const Fault = styled.p`
  margin-top: 12px;
  color: var(--danger);
`;

type ConfirmDialogProps = {
  title: string;
  text?: string | undefined;
  action: string;
  danger?: boolean;
  fault: string;
  opener: RefObject<HTMLElement | null>;
  onClosed: () => void;
  /** Throws when it did not work: the dialog stays and says so. */
  onConfirm: () => Promise<unknown>;
};

export const ConfirmDialog = ({
  title,
  text,
  action,
  danger,
  fault,
  opener,
  onClosed,
  onConfirm,
}: ConfirmDialogProps) => {
  const { words } = useWords();
  const cancel = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(true);
  const [state, setState] = useState<'asking' | 'doing' | 'failed'>('asking');

  const confirm = async () => {
    if (state === 'doing') return;
    setState('doing');
    try {
      await onConfirm();
      setOpen(false);
    } catch {
      setState('failed');
    }
  };

  return (
    <AlertDialog.Root open={open} onOpenChange={setOpen} onOpenChangeComplete={(stays) => !stays && onClosed()}>
      <AlertDialog.Portal>
        <Scrim />
        <Popup finalFocus={opener} initialFocus={cancel}>
          <Title>{title}</Title>
          {text && <Text>{text}</Text>}
          {state === 'failed' && <Fault role="alert">{fault}</Fault>}
          <Actions>
            <Button
              type="button"
              {...(danger && { $kind: 'danger' })}
              aria-disabled={state === 'doing'}
              onClick={() => void confirm()}
            >
              {action}
            </Button>
            <AlertDialog.Close ref={cancel} render={<Button type="button" $kind="plain" />}>
              {words.app.cancel}
            </AlertDialog.Close>
          </Actions>
        </Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
};
