import type { Message } from '@duet/sdk';
import { useEffect, useState } from 'react';
import styled, { css } from 'styled-components';
import { CheckIcon, CopyIcon } from '../shapes/icons.tsx';
import { touch } from '../theme/media.ts';
import { clockTime, fullTime } from '../words/time-words.ts';
import { useWords } from '../words/words-context.tsx';

/** Beside the bubble, out of the flow: what is not shown takes no room from the text. */
const Actions = styled.div<{ $mine: boolean }>`
  position: absolute;
  inset-block: 0;
  ${({ $mine }) => ($mine ? 'right' : 'left')}: 100%;
  display: flex;
  align-items: center;
  gap: 2px;
  padding-inline: 4px;
  opacity: 0;
  font-size: 12px;
  white-space: nowrap;
  color: var(--quiet);

  ${touch} {
    display: none;
    position: static;
    flex-basis: 100%;
    justify-content: ${({ $mine }) => ($mine ? 'flex-end' : 'flex-start')};
  }
`;

/** For the row around it: what hovering and the focus show beside the bubble, and a tap under it. */
export const actionsShownBy = css`
  &:hover ${Actions}, &:focus-within ${Actions} {
    opacity: 1;
  }
  &[data-tapped='true'] ${Actions} {
    display: flex;
    opacity: 1;
  }
`;

const Copy = styled.button`
  display: grid;
  place-items: center;
  width: 32px;
  height: 32px;
  flex: none;
  padding: 0;
  border: 0;
  border-radius: 50%;
  background: none;
  color: inherit;
  outline-offset: -2px;

  &:hover {
    background: var(--sunken);
    color: var(--text);
  }
  ${touch} {
    width: 44px;
    height: 44px;
  }
`;

const copiedShownMs = 1500;

/** `stop`: the one of all messages that Tab stops at. */
export const BubbleActions = ({ message, mine, stop }: { message: Message; mine: boolean; stop: boolean }) => {
  const { words, locale } = useWords();
  const [copied, setCopied] = useState(false);

  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), copiedShownMs);
    return () => clearTimeout(timer);
  }, [copied]);

  const copy = async (bubble: Element | null | undefined) => {
    try {
      await navigator.clipboard.writeText(message.text);
      setCopied(true);
    } catch {
      // Plain http has no clipboard: the text is selected, which leaves one key to press.
      if (bubble) getSelection()?.selectAllChildren(bubble);
    }
  };

  return (
    <Actions $mine={mine}>
      <Copy
        type="button"
        data-action=""
        tabIndex={stop ? 0 : -1}
        aria-label={copied ? words.thread.copied : words.thread.copy}
        title={copied ? words.thread.copied : words.thread.copy}
        onClick={({ currentTarget }) => void copy(currentTarget.closest('[data-seq]')?.querySelector('[data-bubble]'))}
      >
        {copied ? <CheckIcon size={16} /> : <CopyIcon size={16} />}
      </Copy>
      <time dateTime={new Date(message.sentAt).toISOString()} title={fullTime(message.sentAt, locale)}>
        {clockTime(message.sentAt, locale)}
      </time>
    </Actions>
  );
};
