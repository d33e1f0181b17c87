import styled from 'styled-components';
import { Button } from '../shapes/button.ts';
import { useWords } from '../words/words-context.tsx';

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
  return (
    <>
      <Note>{words.door.atHost}</Note>
      {signInUrl !== null && (
        <Enter as="a" href={signInUrl}>
          {words.door.signIn}
        </Enter>
      )}
    </>
  );
};
