import { useChat } from '@duet/sdk/react';
import type { KeyboardEvent } from 'react';
import { useRef, useState } from 'react';
import styled from 'styled-components';
import { NewMessageButton } from '../people/new-message-button.tsx';
import { SearchField } from '../people/search-field.tsx';
import { SettingsButton } from '../settings/settings-button.tsx';
import { Button } from '../shapes/button.ts';
import { lazyOverlay, preloads } from '../shapes/lazy-overlay.tsx';
import { Notice } from '../shapes/notice.tsx';
import { useWords } from '../words/words-context.tsx';
import { RoomList } from './room-list.tsx';

const load = async () => (await import('../people/people-results.tsx')).PeopleResults;
const PeopleResults = lazyOverlay(load);

const Pane = styled.div`
  display: flex;
  flex-direction: column;
  height: 100%;
  min-height: 0;
`;

const Header = styled.header`
  display: flex;
  align-items: center;
  gap: 4px;
  padding: 14px 12px 6px 20px;
`;

const Username = styled.h1`
  flex: 1;
  min-width: 0;
  overflow: hidden;
  text-overflow: ellipsis;
  white-space: nowrap;
  text-align: left;
  font-size: 20px;
  line-height: 28px;
  font-weight: 700;
`;

const Rest = styled.div`
  flex: 1;
  min-height: 0;
  overflow-y: auto;
  overscroll-behavior: contain;
  padding: 4px 8px max(8px, env(safe-area-inset-bottom));
`;

export const RoomListPane = ({ openRoomId }: { openRoomId: string | null }) => {
  const { me } = useChat();
  const { words } = useWords();
  const [query, setQuery] = useState('');
  const [unloaded, setUnloaded] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const rest = useRef<HTMLDivElement>(null);
  const searches = query.trim() !== '';
  const find = (selector: string) => rest.current?.querySelector<HTMLElement>(selector);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !searches) return;
    setQuery('');
    input.current?.focus();
  };

  return (
    <Pane>
      <Header>
        <Username dir="auto">{me.username}</Username>
        <SettingsButton />
        <NewMessageButton look="icon" />
      </Header>
      <SearchField
        input={input}
        query={query}
        onQuery={setQuery}
        onFocus={preloads(load)}
        onDown={() => find('li :is(a, button)')?.focus()}
        // Who is found for what was typed before is not meant.
        onEnter={() => find('[aria-busy="false"] button')?.click()}
      />
      <Rest ref={rest} onKeyDown={onKeyDown}>
        {!searches ? (
          <RoomList openRoomId={openRoomId} />
        ) : unloaded ? (
          <Notice alert title={words.people.failed}>
            <Button onClick={() => setUnloaded(false)}>{words.app.retry}</Button>
          </Notice>
        ) : (
          <PeopleResults query={query} onOpened={() => setQuery('')} onClosed={() => setUnloaded(true)} />
        )}
      </Rest>
    </Pane>
  );
};
