import { useSearch } from '@duet/sdk/react';
import styled from 'styled-components';
import { RoomListSkeleton } from '../rooms/room-list-skeleton.tsx';
import { Button } from '../shapes/button.ts';
import { moveFocus } from '../shapes/move-focus.ts';
import { Notice } from '../shapes/notice.tsx';
import { VisuallyHidden } from '../shapes/visually-hidden.ts';
import { useWords } from '../words/words-context.tsx';
import { PersonButton, PersonLine } from './person-line.tsx';
import { useGoToRoom } from './use-go-to-room.ts';

const Quiet = styled.p`
  padding: 24px 12px;
  text-align: center;
  color: var(--quiet);
`;

/** What the list's search finds: choosing someone opens the room. */
export const PeopleResults = ({ query, onOpened }: { query: string; onOpened: () => void }) => {
  const { words } = useWords();
  const found = useSearch(query);
  const { goToRoom, opening, failed } = useGoToRoom();

  if (found.status === 'failed') {
    return (
      <Notice alert title={words.people.failed}>
        <Button onClick={found.retry}>{words.app.retry}</Button>
      </Notice>
    );
  }
  if (found.status === 'loading') return <RoomListSkeleton />;
  const { people, stale } = found;
  return (
    <section aria-label={words.rooms.results}>
      <VisuallyHidden role="status">{!stale && words.people.found(people.length)}</VisuallyHidden>
      {failed && <Quiet role="alert">{words.thread.failed}</Quiet>}
      {people.length === 0 && !stale && <Quiet>{words.people.nobody}</Quiet>}
      <ul onKeyDown={(event) => moveFocus(event, 'button')} aria-busy={stale}>
        {people.map((user) => (
          <li key={user.id}>
            <PersonButton
              type="button"
              disabled={opening}
              onClick={() => {
                void goToRoom(user).then((opened) => opened && onOpened());
              }}
            >
              <PersonLine user={user} />
            </PersonButton>
          </li>
        ))}
      </ul>
    </section>
  );
};
