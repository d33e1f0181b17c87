import { useChat, useReadable, useRooms } from '@duet/sdk/react';
import type { KeyboardEvent } from 'react';
import styled from 'styled-components';
import { NewMessageButton } from '../people/new-message-button.tsx';
import { Button } from '../shapes/button.ts';
import { ChatIcon } from '../shapes/icons.tsx';
import { moveFocus } from '../shapes/move-focus.ts';
import { Notice } from '../shapes/notice.tsx';
import { Spinner } from '../shapes/spinner.tsx';
import { useWords } from '../words/words-context.tsx';
import { EndInView } from './end-in-view.tsx';
import { RoomListSkeleton } from './room-list-skeleton.tsx';
import { RoomRow } from './room-row.tsx';

const More = styled.div`
  display: grid;
  place-items: center;
  height: 56px;
`;

export const RoomList = ({ openRoomId }: { openRoomId: string | null }) => {
  const { me, outbox } = useChat();
  const { words } = useWords();
  const list = useRooms();
  const drafts = useReadable(outbox.drafts);

  if (list.status === 'failed') {
    return (
      <Notice alert title={words.rooms.failed}>
        <Button onClick={list.retry}>{words.app.retry}</Button>
      </Notice>
    );
  }
  if (list.status === 'loading') return <RoomListSkeleton />;
  if (list.rooms.length === 0) {
    return (
      <Notice aside icon={<ChatIcon size={44} />} title={words.rooms.emptyTitle} text={words.rooms.emptyText}>
        <NewMessageButton look="text" />
      </Notice>
    );
  }
  // One stop for Tab: the open room, else the first; arrows go on from there.
  const stop = list.rooms.find(({ id }) => id === openRoomId) ?? list.rooms[0];
  return (
    <nav aria-label={words.rooms.list}>
      <ul onKeyDown={(event: KeyboardEvent<HTMLElement>) => moveFocus(event, 'a')}>
        {list.rooms.map((room) => (
          <li key={room.id}>
            <RoomRow
              room={room}
              me={me.id}
              open={room.id === openRoomId}
              stop={room === stop}
              draft={drafts.findLast((draft) => draft.roomId === room.id && draft.state.status !== 'accepted')}
            />
          </li>
        ))}
      </ul>
      {list.hasMore && (
        <More>
          <EndInView key={list.rooms.length} onInView={list.loadMore} />
          {list.loadingMore && <Spinner />}
        </More>
      )}
    </nav>
  );
};
