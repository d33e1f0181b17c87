import type { Draft, Room, UserId } from '@duet/sdk';
import { useReadable, useTyping } from '@duet/sdk/react';
import { Link } from 'react-router';
import styled from 'styled-components';
import { useAppParts } from '../app/app-parts.ts';
import { Avatar } from '../people/avatar.tsx';
import { hover } from '../theme/media.ts';
import { VisuallyHidden } from '../shapes/visually-hidden.ts';
import { shortAge } from '../words/time-words.ts';
import { useWords } from '../words/words-context.tsx';
import { previewOf } from './preview.ts';
import { unreadBadge } from './unread.ts';

const Row = styled(Link)`
  display: flex;
  align-items: center;
  gap: 12px;
  padding: 8px 12px;
  border-radius: 14px;
  color: inherit;
  text-decoration: none;
  outline-offset: -2px;

  ${hover} {
    &:hover {
      --behind: var(--hover);
      background: var(--behind);
    }
  }
  &[aria-current='page'] {
    --behind: var(--chosen);
    background: var(--behind);

    @media (forced-colors: active) {
      background: Highlight;
    }
  }
`;

const Lines = styled.span`
  flex: 1;
  display: grid;
  min-width: 0;
  gap: 2px;
`;

const Line = styled.span`
  display: flex;
  gap: 6px;
  min-width: 0;
`;

const Cut = styled.span`
  min-width: 0;
  overflow: hidden;
  text-overflow: ellipsis;
  white-space: nowrap;
  /* The line begins where all lines begin; an Arabic name still runs from right to left in it. */
  text-align: left;
`;

const Name = styled(Cut)<{ $bold: boolean }>`
  font-weight: ${({ $bold }) => ($bold ? 700 : 500)};
`;

const Preview = styled(Cut)<{ $tone: 'quiet' | 'bold' | 'alert' | 'live' }>`
  font-size: 14px;
  font-weight: ${({ $tone }) => ($tone === 'bold' ? 600 : 400)};
  color: ${({ $tone }) =>
    ({ quiet: 'var(--quiet)', bold: 'var(--text)', alert: 'var(--danger)', live: 'var(--accent-text)' })[$tone]};
`;

const Age = styled.span`
  flex: none;
  font-size: 14px;
  color: var(--quiet);

  &::before {
    content: '·';
    margin-inline-end: 6px;
  }
`;

const Badge = styled.span<{ $count: boolean }>`
  flex: none;
  display: grid;
  place-items: center;
  min-width: ${({ $count }) => ($count ? 20 : 10)}px;
  height: ${({ $count }) => ($count ? 20 : 10)}px;
  padding: ${({ $count }) => ($count ? '0 6px' : 0)};
  /* Under and over counts it stands in their middle. */
  margin-inline: ${({ $count }) => ($count ? 0 : 5)}px;
  border-radius: 10px;
  outline: 1px solid transparent;
  background: var(--accent);
  color: var(--on-accent);
  font-size: 12px;
  line-height: 1;
  font-weight: 700;
`;

type RoomRowProps = {
  room: Room;
  me: UserId;
  open: boolean;
  stop: boolean;
  draft: Draft | undefined;
};

export const RoomRow = ({ room, me, open, stop, draft }: RoomRowProps) => {
  const { words } = useWords();
  const now = useReadable(useAppParts().clock);
  const { peerTypes } = useTyping(room.id);
  const { text, tone, at } = previewOf(room, me, peerTypes, draft, words);
  const unread = room.unread > 0;

  return (
    <Row to={`/rooms/${room.id}`} aria-current={open ? 'page' : undefined} tabIndex={stop ? 0 : -1}>
      <Avatar user={room.peer} size={56} active={room.peer.active} />
      <Lines>
        <Name dir="auto" $bold={unread}>
          {room.peer.displayName}
        </Name>
        <Line>
          <Preview dir="auto" $tone={tone}>
            {text}
          </Preview>
          {at !== null && <Age>{shortAge(at, now, words)}</Age>}
        </Line>
      </Lines>
      {room.peer.active && <VisuallyHidden>{words.rooms.active}</VisuallyHidden>}
      {unread && (
        <>
          <Badge $count={room.unread > 1} aria-hidden="true">
            {room.unread > 1 && unreadBadge(room.unread)}
          </Badge>
          <VisuallyHidden>
            {room.unread >= 100 ? words.rooms.unreadMany : words.rooms.unread(room.unread)}
          </VisuallyHidden>
        </>
      )}
    </Row>
  );
};
