import type { Seq } from '@duet/sdk';
import { useState } from 'react';
import styled from 'styled-components';
import { DownIcon } from '../shapes/icons.tsx';
import { useWords } from '../words/words-context.tsx';

const Pill = styled.button<{ $round: boolean }>`
  position: absolute;
  z-index: 1;
  inset-block-end: 12px;
  inset-inline: 0;
  display: flex;
  align-items: center;
  justify-content: center;
  gap: 8px;
  width: ${({ $round }) => ($round ? '44px' : 'fit-content')};
  min-height: 44px;
  margin-inline: auto;
  padding: ${({ $round }) => ($round ? 0 : '0 18px 0 14px')};
  border: 0;
  border-radius: 22px;
  background: ${({ $round }) => ($round ? 'var(--raised)' : 'var(--accent)')};
  color: ${({ $round }) => ($round ? 'var(--text)' : 'var(--on-accent)')};
  font-weight: 600;
  box-shadow: var(--shadow);
`;

type EndButtonProps = {
  atEnd: boolean;
  /** The peer's newest message. */
  newest: Seq;
  onPress: () => void;
};

/** The way down, and whether something new waits there. */
export const EndButton = ({ atEnd, newest, onPress }: EndButtonProps) => {
  const { words } = useWords();
  const [reached, setReached] = useState<Seq>(newest);
  if (atEnd && reached !== newest) setReached(newest);
  if (atEnd) return null;
  const fresh = newest > reached;
  return (
    <Pill
      type="button"
      $round={!fresh}
      onClick={onPress}
      {...(fresh ? {} : { 'aria-label': words.thread.toNewest, title: words.thread.toNewest })}
    >
      <DownIcon size={20} />
      {fresh && words.thread.newMessages}
    </Pill>
  );
};
