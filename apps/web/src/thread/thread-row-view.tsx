import type { User } from '@duet/sdk';
import { useReadable } from '@duet/sdk/react';
import { memo } from 'react';
import styled from 'styled-components';
import { useAppParts } from '../app/app-parts.ts';
import { threadMargin } from '../theme/media.ts';
import { separatorTime } from '../words/time-words.ts';
import { useWords } from '../words/words-context.tsx';
import { BubbleRowView } from './bubble-row-view.tsx';
import { BubbleText } from './bubble-text.tsx';
import { ThreadIntro } from './thread-intro.tsx';
import { sameRow } from './thread-rows.ts';
import type { ThreadRow } from './thread-rows.ts';

const Centred = styled.p`
  padding: 14px 24px;
  text-align: center;
  text-wrap: balance;
  font-size: 13px;
  color: var(--quiet);
  overflow-wrap: anywhere;
`;

const Note = styled(Centred)`
  white-space: pre-wrap;

  a {
    color: var(--accent-text);
    text-underline-offset: 2px;
  }
`;

const UnreadLine = styled.div`
  display: flex;
  align-items: center;
  gap: 12px;
  padding: 14px ${threadMargin};
  font-size: 13px;
  font-weight: 600;
  color: var(--accent-text);

  &::before,
  &::after {
    content: '';
    flex: 1;
    height: 1px;
    background: currentColor;
    opacity: 0.35;
  }
`;

const TimeRow = ({ at }: { at: number }) => {
  const { words, locale } = useWords();
  const now = useReadable(useAppParts().clock);
  return (
    <Centred>
      <time dateTime={new Date(at).toISOString()}>{separatorTime(at, now, locale, words)}</time>
    </Centred>
  );
};

type ThreadRowViewProps = { row: ThreadRow; peer: User; last: boolean };

const sameProps = (a: ThreadRowViewProps, b: ThreadRowViewProps): boolean =>
  a.peer === b.peer && a.last === b.last && sameRow(a.row, b.row);

export const ThreadRowView = memo(({ row, peer, last }: ThreadRowViewProps) => {
  const { words } = useWords();
  switch (row.kind) {
    case 'intro':
      return <ThreadIntro peer={peer} empty={last} />;
    case 'time':
      return <TimeRow at={row.at} />;
    case 'unread':
      return (
        <UnreadLine role="separator" aria-label={words.thread.unreadFrom}>
          {words.thread.unreadFrom}
        </UnreadLine>
      );
    case 'system':
      return (
        <Note dir="auto" data-seq={row.message.seq}>
          <BubbleText text={row.message.text} />
        </Note>
      );
    case 'bubble':
      return <BubbleRowView row={row} peer={peer} last={last} />;
  }
}, sameProps);
ThreadRowView.displayName = 'ThreadRowView';
