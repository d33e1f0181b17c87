import { useRef } from 'react';
import { ErrorBoundary } from 'react-error-boundary';
import { useMatch } from 'react-router';
import styled from 'styled-components';
import { PaneFault } from '../app/pane-fault.tsx';
import { ConnectionBanner } from '../connection/connection-banner.tsx';
import { phone } from '../theme/media.ts';
import { ThreadPane } from '../thread/thread-pane.tsx';
import { useWords } from '../words/words-context.tsx';
import { NoRoom } from './no-room.tsx';
import { RoomListPane } from './room-list-pane.tsx';
import { useFocusBack } from './use-focus-back.ts';
import { useLaterParts } from './use-later-parts.ts';
import { useUnreadTitle } from './use-unread-title.ts';

const Screen = styled.div`
  display: flex;
  flex-direction: column;
  height: var(--screen-height, 100dvh);
  min-height: 0;
  padding: env(safe-area-inset-top) env(safe-area-inset-right) 0 env(safe-area-inset-left);
`;

const Panes = styled.main`
  flex: 1;
  display: grid;
  grid-template-columns: clamp(280px, 30vw, 400px) minmax(0, 1fr);
  grid-template-rows: minmax(0, 1fr);
  min-height: 0;

  ${phone} {
    grid-template-columns: minmax(0, 1fr);
  }
`;

const ListSide = styled.section<{ $behind: boolean }>`
  min-width: 0;
  min-height: 0;
  border-inline-end: 1px solid var(--line);

  ${phone} {
    display: ${({ $behind }) => ($behind ? 'none' : 'block')};
    border: 0;
  }
`;

const ThreadSide = styled.div<{ $behind: boolean }>`
  min-width: 0;
  min-height: 0;

  ${phone} {
    display: ${({ $behind }) => ($behind ? 'none' : 'block')};
  }
`;

/** Two panes, on a phone two pages: the address says which room is open. */
export const ChatScreen = () => {
  const roomId = useMatch('/rooms/:roomId')?.params.roomId ?? null;
  const { words } = useWords();
  const list = useRef<HTMLElement>(null);
  useUnreadTitle();
  useLaterParts();
  useFocusBack(list, roomId);

  return (
    <Screen>
      <ConnectionBanner />
      <Panes>
        <ListSide ref={list} aria-label={words.rooms.title} $behind={roomId !== null}>
          <ErrorBoundary FallbackComponent={PaneFault}>
            <RoomListPane openRoomId={roomId} />
          </ErrorBoundary>
        </ListSide>
        <ThreadSide $behind={roomId === null}>
          <ErrorBoundary FallbackComponent={PaneFault} resetKeys={[roomId]}>
            {roomId === null ? <NoRoom /> : <ThreadPane key={roomId} roomId={roomId} />}
          </ErrorBoundary>
        </ThreadSide>
      </Panes>
    </Screen>
  );
};
