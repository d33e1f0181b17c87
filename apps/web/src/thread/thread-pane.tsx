import { isRoomId } from '@duet/sdk';
import type { Room, RoomId } from '@duet/sdk';
import { useRoom, useThread } from '@duet/sdk/react';
import { Link } from 'react-router';
import styled from 'styled-components';
import { Composer } from '../composer/composer.tsx';
import { BlockedNotice } from '../people/blocked-notice.tsx';
import { Button } from '../shapes/button.ts';
import { AlertIcon } from '../shapes/icons.tsx';
import { Notice } from '../shapes/notice.tsx';
import { useWords } from '../words/words-context.tsx';
import { MessageLog } from './message-log.tsx';
import { ThreadHeader } from './thread-header.tsx';
import { ThreadSkeleton } from './thread-skeleton.tsx';

const Pane = styled.div`
  display: flex;
  flex-direction: column;
  height: 100%;
  min-height: 0;
`;

const NotFound = () => {
  const { words } = useWords();
  return (
    <Notice icon={<AlertIcon size={40} />} title={words.thread.notFoundTitle} text={words.thread.notFoundText}>
      <Button as={Link} to="/">
        {words.thread.toList}
      </Button>
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

const Messages = ({ roomId }: { roomId: RoomId }) => {
  const thread = useThread(roomId);
  switch (thread.status) {
    case 'loading':
    case 'not-found':
      return <ThreadSkeleton />;
    case 'failed':
      return <Failed retry={thread.retry} />;
    case 'ready':
      return <MessageLog thread={thread} />;
  }
};

const OpenRoom = ({ room: { id, peer, status } }: { room: Room }) => (
  <Pane>
    <ThreadHeader peer={peer} status={status} />
    <Messages roomId={id} />
    {status === 'blocked' ? <BlockedNotice peer={peer} /> : <Composer roomId={id} />}
  </Pane>
);

const AskedRoom = ({ roomId }: { roomId: RoomId }) => {
  const asked = useRoom(roomId);
  switch (asked.status) {
    case 'loading':
      return <ThreadSkeleton />;
    case 'not-found':
      return <NotFound />;
    case 'failed':
      return <Failed retry={asked.retry} />;
    case 'ready':
      return <OpenRoom room={asked.room} />;
  }
};

/** The room of the address, which anybody may have typed. */
export const ThreadPane = ({ roomId }: { roomId: string }) =>
  isRoomId(roomId) ? <AskedRoom roomId={roomId} /> : <NotFound />;
