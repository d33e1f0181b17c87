import styled from 'styled-components';
import { Skeleton } from '../shapes/skeleton.ts';
import { VisuallyHidden } from '../shapes/visually-hidden.ts';
import { useWords } from '../words/words-context.tsx';

const Column = styled.div`
  flex: 1;
  display: flex;
  flex-direction: column;
  justify-content: flex-end;
  gap: 10px;
  min-height: 0;
  height: 100%;
  overflow: hidden;
  padding: 16px 20px;

  > :nth-child(3n) {
    align-self: flex-end;
  }
`;

const widths = ['46%', '30%', '52%', '38%', '24%', '58%', '34%'];

export const ThreadSkeleton = () => {
  const { words } = useWords();
  return (
    <Column role="status">
      <VisuallyHidden>{words.app.loading}</VisuallyHidden>
      {widths.map((width) => (
        <Skeleton key={width} $width={width} $height={36} aria-hidden="true" />
      ))}
    </Column>
  );
};
