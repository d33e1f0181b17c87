import styled from 'styled-components';
import { Spinner } from '../shapes/spinner.tsx';
import { VisuallyHidden } from '../shapes/visually-hidden.ts';
import { useWords } from '../words/words-context.tsx';

const Middle = styled.main`
  display: grid;
  place-content: center;
  justify-items: center;
  gap: 16px;
  height: 100%;
  padding: 24px;
  text-align: center;
  color: var(--quiet);
`;

export const Splash = ({ unreachable = false }: { unreachable?: boolean }) => {
  const { words } = useWords();
  return (
    <Middle>
      <VisuallyHidden as="h1">Duet</VisuallyHidden>
      <Spinner />
      <p role="status">{unreachable ? words.app.unreachable : words.app.loading}</p>
    </Middle>
  );
};
