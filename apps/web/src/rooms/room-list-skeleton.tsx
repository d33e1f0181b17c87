import styled from 'styled-components';
import { Skeleton } from '../shapes/skeleton.ts';
import { VisuallyHidden } from '../shapes/visually-hidden.ts';
import { useWords } from '../words/words-context.tsx';

const Row = styled.div`
  display: flex;
  align-items: center;
  gap: 12px;
  padding: 8px 12px;
`;

const Lines = styled.div`
  flex: 1;
  display: grid;
  gap: 8px;
`;

const widths = ['55%', '38%', '62%', '45%', '50%', '34%', '58%'];

export const RoomListSkeleton = () => {
  const { words } = useWords();
  return (
    <div role="status">
      <VisuallyHidden>{words.app.loading}</VisuallyHidden>
      {widths.map((width) => (
        <Row key={width} aria-hidden="true">
          <Skeleton $width="56px" $height={56} $round />
          <Lines>
            <Skeleton $width={width} $height={14} />
            <Skeleton $width="80%" $height={12} />
          </Lines>
        </Row>
      ))}
    </div>
  );
};
