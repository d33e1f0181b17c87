import type { Draft } from '@duet/sdk';
import { useSend } from '@duet/sdk/react';
import styled from 'styled-components';
import { TextButton } from '../shapes/button.ts';
import { touch } from '../theme/media.ts';
import { useWords } from '../words/words-context.tsx';

const Line = styled.div`
  display: flex;
  flex-wrap: wrap;
  justify-content: flex-end;
  gap: 4px;
  font-size: 13px;

  ${touch} {
    button {
      min-height: 44px;
      padding-inline: 10px;
    }
  }
`;

/** It stands still until its writer decides. */
export const RefusedDraft = ({ draft }: { draft: Draft }) => {
  const { retry, discard } = useSend(draft.roomId);
  const { words } = useWords();
  return (
    <Line role="alert">
      <TextButton type="button" $danger onClick={() => void retry(draft.id)}>
        {words.thread.notSent}
      </TextButton>
      <TextButton type="button" onClick={() => void discard(draft.id)}>
        {words.thread.discard}
      </TextButton>
    </Line>
  );
};
