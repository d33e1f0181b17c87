import type { RoomId } from '@duet/sdk';
import { useConnection, useMarkRead, usePresence, useSend, useThread, useTyping } from '@duet/sdk/react';
import type { ReadyThread } from '@duet/sdk/react';
import { memo, Profiler, useState } from 'react';

const Thread = ({ thread }: { thread: ReadyThread }) => {
  const { room, items, messages, firstUnread, peerReadSeq } = thread;
  const { send } = useSend(room.id);
  const { peerTypes, mine } = useTyping(room.id);
  const [text, setText] = useState('');
  const here = usePresence(room.peer.id)?.active === true;
  useMarkRead(room.id, true);
  const newest = messages.at(-1);

  return (
    <>
      <output aria-label="with">{room.peer.username}</output>
      <output aria-label="peer">{[here && 'here', peerTypes && 'types'].filter(Boolean).join(' ')}</output>
      <ol aria-label="thread" data-seen={newest !== undefined && peerReadSeq >= newest.seq}>
        {items.map((item) =>
          item.type === 'message' ? (
            <li key={item.message.id} data-first-unread={item.message.seq === firstUnread}>
              {item.message.text}
            </li>
          ) : (
            <li key={item.draft.id} data-draft={item.draft.state.status}>
              {item.draft.text}
            </li>
          ),
        )}
      </ol>
      <form
        action={() => {
          void send(text);
          setText('');
          mine.rest();
        }}
      >
        <input
          aria-label="text"
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            mine.signal();
          }}
        />
      </form>
    </>
  );
};

const OpenRoom = ({ roomId }: { roomId: RoomId }) => {
  const thread = useThread(roomId);
  const line = useConnection();
  return (
    <>
      <output aria-label="line">{line.status}</output>
      {thread.status === 'ready' ? <Thread thread={thread} /> : <p>{thread.status}</p>}
    </>
  );
};

/** Each time that React draws an open room is on the page's timeline. */
export const Room = memo(({ roomId }: { roomId: RoomId }) => (
  <Profiler id={roomId} onRender={() => void performance.mark('room drawn')}>
    <OpenRoom roomId={roomId} />
  </Profiler>
));
