import type { Draft } from '@duet/sdk';
import { useRoom, useSend } from '@duet/sdk/react';
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

const NotSent = styled.span`
  padding: 4px 6px;
  font-weight: 600;
  color: var(--danger);

  ${touch} {
    padding-block: 12px;
  }
`;

/** It stands still until its writer decides. Where nothing can be sent, no retry is offered. */
export const RefusedDraft = ({ draft }: { draft: Draft }) => {
  const { retry, discard } = useSend(draft.roomId);
  const { words } = useWords();
  const asked = useRoom(draft.roomId);
  const closed = asked.status === 'ready' && asked.room.status === 'blocked';
  return (
    <Line role="alert">
      {closed ? (
        <NotSent>{words.rooms.notSent}</NotSent>
      ) : (
        <TextButton type="button" $danger onClick={() => void retry(draft.id)}>
          {words.thread.notSent}
        </TextButton>
      )}
      <TextButton type="button" onClick={() => void discard(draft.id)}>
        {words.thread.discard}
      </TextButton>
    </Line>
  );
};
