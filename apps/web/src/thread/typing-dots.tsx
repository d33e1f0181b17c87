import type { User } from '@duet/sdk';
import styled, { keyframes } from 'styled-components';
import { Avatar } from '../people/avatar.tsx';
import { VisuallyHidden } from '../shapes/visually-hidden.ts';
import { useWords } from '../words/words-context.tsx';

const hop = keyframes`
  0%, 60%, 100% { transform: none; opacity: 0.45; }
  30% { transform: translateY(-4px); opacity: 1; }
`;

const Line = styled.div`
  display: flex;
  align-items: flex-end;
  gap: 8px;
  padding: 4px 0 10px;
`;

const Dots = styled.span`
  display: flex;
  gap: 4px;
  padding: 14px;
  border-radius: 20px;
  background: var(--theirs);

  i {
    width: 8px;
    height: 8px;
    border-radius: 50%;
    background: var(--quiet);
    animation: ${hop} 1.2s ease-in-out infinite;
  }
  i:nth-child(2) {
    animation-delay: 150ms;
  }
  i:nth-child(3) {
    animation-delay: 300ms;
  }
`;

export const TypingDots = ({ peer }: { peer: User }) => {
  const { words } = useWords();
  return (
    <Line role="status">
      <Avatar user={peer} size={28} />
      <Dots aria-hidden="true">
        <i />
        <i />
        <i />
      </Dots>
      <VisuallyHidden>{words.thread.typing(peer.displayName)}</VisuallyHidden>
    </Line>
  );
};
