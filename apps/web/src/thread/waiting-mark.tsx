import { useChat, useReadable } from '@duet/sdk/react';
import styled, { keyframes } from 'styled-components';
import { ClockIcon } from '../shapes/icons.tsx';
import { VisuallyHidden } from '../shapes/visually-hidden.ts';
import { useWords } from '../words/words-context.tsx';

const appear = keyframes`
  from { opacity: 0; }
`;

/** Late: most messages are accepted before one could read it. */
const Mark = styled.span`
  flex: none;
  color: var(--quiet);
  animation: ${appear} 200ms 800ms backwards;
`;

export const WaitingMark = () => {
  const { words } = useWords();
  const { status } = useReadable(useChat().connection);
  const text = status === 'live' ? words.thread.sending : words.thread.waiting;
  return (
    <Mark title={text}>
      <ClockIcon size={16} />
      <VisuallyHidden>{text}</VisuallyHidden>
    </Mark>
  );
};
