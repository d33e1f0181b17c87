import { isRoomId } from '@duet/sdk';
import type { Room } from '@duet/sdk';
import { useState } from 'react';
import { Link } from 'react-router';
import styled from 'styled-components';
import { Composer } from '../composer/composer.tsx';
import { BlockedNotice } from '../people/blocked-notice.tsx';
import { useSignedIn } from '../session/signed-in.ts';
import { Button } from '../shapes/button.ts';
import { AlertIcon } from '../shapes/icons.tsx';
import { Notice } from '../shapes/notice.tsx';
import { useWords } from '../words/words-context.tsx';
import { MessageLog } from './message-log.tsx';
import { ThreadHeader } from './thread-header.tsx';
import { ThreadSkeleton } from './thread-skeleton.tsx';
import { useRoom } from './use-room.ts';
import { useThread } from './use-thread.ts';

const Pane = styled.div`
  display: flex;
  flex-direction: column;
  height: 100%;
  min-height: 0;
`;

const ListLink = styled(Link)`
  padding: 12px;
  font-weight: 600;
  color: var(--accent-text);
`;

const NotFound = () => {
  const { words } = useWords();
  return (
    <Notice icon={<AlertIcon size={40} />} title={words.thread.notFoundTitle} text={words.thread.notFoundText}>
      <ListLink to="/">{words.thread.toList}</ListLink>
    </Notice>
  );
};

const Failed = ({ retry }: { retry: () => void }) => {
  const { words } = useWords();
  return (
    <Notice alert title={words.thread.loadFailed}>
      <Button onClick={retry}>{words.app.retry}</Button>
    </Notice>
  );
};

const readSeqOf = (room: Room, userId: string): number =>
  room.readSeqs.find((receipt) => receipt.userId === userId)?.seq ?? 0;

const OpenRoom = ({ room }: { room: Room }) => {
  const { chat } = useSignedIn();
  // Where I had read to when I came in: the line "New messages" stays there while I am here.
  const [openedAt] = useState(() => readSeqOf(room, chat.me.id));
  const loaded = useThread(room, openedAt);

  return (
    <Pane>
      <ThreadHeader peer={room.peer} status={room.status} />
      {loaded.failed ? (
        <Failed retry={loaded.retry} />
      ) : loaded.thread ? (
        <MessageLog
          room={room}
          thread={loaded.thread}
          loadOlder={loaded.loadOlder}
          older={loaded.older}
          openedAt={openedAt}
          readSeq={readSeqOf(room, chat.me.id)}
          peerReadSeq={readSeqOf(room, room.peer.id)}
        />
      ) : (
        <ThreadSkeleton />
      )}
      {room.status === 'blocked' ? <BlockedNotice peer={room.peer} /> : <Composer roomId={room.id} />}
    </Pane>
  );
};

const AskedRoom = ({ roomId }: { roomId: Room['id'] }) => {
  const asked = useRoom(roomId);
  switch (asked.status) {
    case 'loading':
      return <ThreadSkeleton />;
    case 'not-found':
      return <NotFound />;
    case 'failed':
      return <Failed retry={asked.retry} />;
    case 'loaded':
      return <OpenRoom room={asked.room} />;
  }
};

/** The room of the address, which anybody may have typed. */
export const ThreadPane = ({ roomId }: { roomId: string }) =>
  isRoomId(roomId) ? <AskedRoom roomId={roomId} /> : <NotFound />;
