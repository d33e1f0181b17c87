import type { ThreadItem, User } from '@duet/sdk';
import { useState } from 'react';
import styled from 'styled-components';
import { Avatar } from '../people/avatar.tsx';
import { VisuallyHidden } from '../shapes/visually-hidden.ts';
import { useWords } from '../words/words-context.tsx';
import { phone, threadMargin, touch } from '../theme/media.ts';
import { BubbleActions, actionsShownBy } from './bubble-actions.tsx';
import { Bubble } from './bubble.ts';
import type { BubbleLook } from './bubble.ts';
import { BubbleText } from './bubble-text.tsx';
import { RefusedDraft } from './refused-draft.tsx';
import { textLanguage } from './text-language.ts';
import type { BubbleRow } from './thread-rows.ts';
import { WaitingMark } from './waiting-mark.tsx';

const Row = styled.div<{ $mine: boolean; $endsRun: boolean }>`
  display: grid;
  justify-items: ${({ $mine }) => ($mine ? 'end' : 'start')};
  padding: 0 ${threadMargin} ${({ $endsRun }) => ($endsRun ? 10 : 2)}px;

  ${actionsShownBy}
`;

const Line = styled.div<{ $mine: boolean }>`
  display: flex;
  flex-direction: ${({ $mine }) => ($mine ? 'row-reverse' : 'row')};
  align-items: flex-end;
  gap: 8px;
  width: 100%;
`;

const Body = styled.div<{ $mine: boolean; $tapped: boolean }>`
  position: relative;
  display: flex;
  flex-direction: ${({ $mine }) => ($mine ? 'row-reverse' : 'row')};
  align-items: center;
  flex-wrap: ${({ $tapped }) => ($tapped ? 'wrap' : 'nowrap')};
  gap: 4px;
  min-width: 0;
  max-width: min(76%, 600px);

  ${phone} {
    max-width: 84%;
  }
`;

const AvatarPlace = styled.span<{ $tapped: boolean }>`
  flex: none;
  width: 28px;
  height: 28px;

  /* Beside the bubble, not beside what a tap shows under it. */
  ${touch} {
    margin-bottom: ${({ $tapped }) => ($tapped ? 48 : 0)}px;
  }
`;

const Status = styled.p`
  padding: 2px 6px 0;
  font-size: 12px;
  line-height: 18px;
  color: var(--quiet);
`;

const lookOf = (item: ThreadItem, mine: boolean, big: boolean): BubbleLook => {
  if (item.type === 'draft') {
    if (item.draft.state.status === 'refused') return 'refused';
    return big ? 'big' : item.draft.state.status === 'new' ? 'waiting' : 'mine';
  }
  if (item.message.status === 'unsent') return 'unsent';
  return big ? 'big' : mine ? 'mine' : 'theirs';
};

export const BubbleRowView = ({ row, peer, last }: { row: BubbleRow; peer: User; last: boolean }) => {
  const { words } = useWords();
  // A finger has nothing to hover with: a tap on the bubble shows what hovering shows.
  const [tapped, setTapped] = useState(false);
  const { item, mine, startsRun, endsRun, above, below, big, seen } = row;
  const unsent = item.type === 'message' && item.message.status === 'unsent';
  const text = unsent ? words.thread.unsent : item.type === 'message' ? item.message.text : item.draft.text;
  const marks =
    item.type === 'message'
      ? { 'data-seq': item.message.seq, 'data-message-id': item.message.id }
      : { 'data-draft': item.draft.id };

  return (
    <Row $mine={mine} $endsRun={endsRun} data-tapped={tapped} {...marks}>
      <Line $mine={mine}>
        {!mine && <AvatarPlace $tapped={tapped}>{endsRun && <Avatar user={peer} size={28} />}</AvatarPlace>}
        <Body $mine={mine} $tapped={tapped}>
          {startsRun && <VisuallyHidden>{mine ? words.thread.you : peer.displayName}</VisuallyHidden>}
          <Bubble
            dir="auto"
            lang={textLanguage(text)}
            data-bubble=""
            $look={lookOf(item, mine, big)}
            $mine={mine}
            $above={above}
            $below={below}
            onClick={() => setTapped(!tapped)}
          >
            <BubbleText text={text} />
          </Bubble>
          {item.type === 'draft' && item.draft.state.status === 'new' && <WaitingMark />}
          {item.type === 'message' && !unsent && <BubbleActions message={item.message} mine={mine} stop={last} />}
        </Body>
      </Line>
      {item.type === 'draft' && item.draft.state.status === 'refused' && <RefusedDraft draft={item.draft} />}
      {seen && <Status>{words.thread.seen}</Status>}
    </Row>
  );
};
