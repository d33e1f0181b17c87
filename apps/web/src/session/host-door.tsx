import { useLocation } from 'react-router';
import styled from 'styled-components';
import { mountPath } from '../app/page.ts';
import { Button } from '../shapes/button.ts';
import { useWords } from '../words/words-context.tsx';
import { hostSignIn } from './next-path.ts';

const Enter = styled(Button)`
  width: 100%;
`;

const Note = styled.p`
  margin-bottom: 16px;
  color: var(--quiet);
`;

/** Where the host signs people in: to there, and no form. */
export const HostDoor = ({ signInUrl }: { signInUrl: string | null }) => {
  const { words } = useWords();
  const { search } = useLocation();
  return (
    <>
      <Note>{words.door.atHost}</Note>
      {signInUrl !== null && (
        <Enter as="a" href={hostSignIn(signInUrl, mountPath(document), search)}>
          {words.door.signIn}
        </Enter>
      )}
    </>
  );
};
