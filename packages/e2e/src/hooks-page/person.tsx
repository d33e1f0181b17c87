import type { RoomId } from '@duet/sdk';
import { useDuetClient, useOpenRoom, useRooms, useSearch, useSession, useUnread } from '@duet/sdk/react';
import { useState } from 'react';
import { password } from '../harness/password.ts';
import { Room } from './room.tsx';

/** Signs up under whatever name is there, or in when there is someone of that name; also from one user to the next. */
const Door = () => {
  const client = useDuetClient();
  const [username, setUsername] = useState('');
  const come = () => {
    const input = { username, password };
    void client.signUp(input).catch(() => client.signIn(input));
  };
  return (
    <form action={come}>
      <input aria-label="username" value={username} onChange={(event) => setUsername(event.target.value)} />
      <button type="submit">come in</button>
      <button type="button" onClick={() => void client.signOut()}>
        sign out
      </button>
    </form>
  );
};

const People = ({ onOpened }: { onOpened: (roomId: RoomId) => void }) => {
  const [query, setQuery] = useState('');
  const found = useSearch(query);
  const { open } = useOpenRoom();
  return (
    <>
      <input aria-label="search" value={query} onChange={(event) => setQuery(event.target.value)} />
      {found.status === 'ready' &&
        !found.stale &&
        found.people.map(({ id, username }) => (
          <button key={id} type="button" onClick={() => void open(id).then((room) => onOpened(room.id))}>
            find {username}
          </button>
        ))}
    </>
  );
};

const Chats = () => {
  const rooms = useRooms();
  const unread = useUnread();
  const [roomId, setRoomId] = useState<RoomId | null>(null);
  return (
    <>
      <output aria-label="unread">{unread}</output>
      <People onOpened={setRoomId} />
      <nav aria-label="rooms" data-status={rooms.status}>
        {rooms.status === 'ready' &&
          rooms.rooms.map(({ id, peer, lastMessage }) => (
            <button key={id} type="button" onClick={() => setRoomId(id)}>
              {peer.username}: {lastMessage?.text}
            </button>
          ))}
      </nav>
      {roomId !== null && <Room roomId={roomId} />}
    </>
  );
};

export const Person = () => {
  const session = useSession();
  return (
    <>
      <output aria-label="session">{session.status === 'signed-in' ? session.me.username : session.status}</output>
      <Door />
      {session.status === 'signed-in' && <Chats />}
    </>
  );
};
