import type { User } from '@duet/sdk';
import styled from 'styled-components';
import { Avatar } from '../people/avatar.tsx';
import { useWords } from '../words/words-context.tsx';

const Middle = styled.div`
  display: grid;
  justify-items: center;
  gap: 4px;
  padding: 32px 24px 20px;
  text-align: center;
  overflow-wrap: anywhere;
  color: var(--quiet);

  h2 {
    margin-top: 10px;
    font-size: 20px;
    line-height: 26px;
    font-weight: 700;
    color: var(--text);
  }
  p + p {
    margin-top: 14px;
  }
`;

/** Whom one writes with, before the first message. */
export const ThreadIntro = ({ peer, empty }: { peer: User; empty: boolean }) => {
  const { words } = useWords();
  return (
    <Middle>
      <Avatar user={peer} size={96} />
      <h2 dir="auto">{peer.displayName}</h2>
      {peer.username !== peer.displayName && <p dir="auto">{peer.username}</p>}
      {empty && <p>{words.thread.intro}</p>}
    </Middle>
  );
};
