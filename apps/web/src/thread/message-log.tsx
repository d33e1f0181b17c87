import { useChat, useMarkRead, useTyping } from '@duet/sdk/react';
import type { ReadyThread } from '@duet/sdk/react';
import { useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import styled from 'styled-components';
import { VisuallyHidden } from '../shapes/visually-hidden.ts';
import { threadMargin } from '../theme/media.ts';
import { useWords } from '../words/words-context.tsx';
import { EndButton } from './end-button.tsx';
import { OlderNotice } from './older-notice.tsx';
import { ThreadRowView } from './thread-row-view.tsx';
import { threadRows } from './thread-rows.ts';
import { TypingDots } from './typing-dots.tsx';
import { useEnd } from './use-end.ts';
import { useIncoming } from './use-incoming.ts';
import { moveActionFocus } from './move-action-focus.ts';
import { useRowsInView } from './use-rows-in-view.ts';

const Frame = styled.div`
  position: relative;
  flex: 1;
  min-height: 0;
`;

const Scroller = styled.div`
  display: flex;
  flex-direction: column;
  height: 100%;
  overflow: hidden auto;
  overscroll-behavior: contain;
  /* The virtualizer keeps the place; two of them would both move it. */
  overflow-anchor: none;
  outline-offset: -3px;
`;

/** Few messages stand at the bottom. */
const Column = styled.div`
  position: relative;
  flex: none;
  margin-top: auto;
`;

const RowPlace = styled.div`
  position: absolute;
  inset-inline: 0;
`;

const Foot = styled.div`
  flex: none;
  min-height: 10px;
  padding: 0 ${threadMargin};
`;

/** Before the first row in view: how many rows are left when an older page is asked for. */
const prefetchRows = 25;

export const MessageLog = ({ thread }: { thread: ReadyThread }) => {
  const { words } = useWords();
  const me = useChat().me.id;
  const { room, items, messages, hasOlder, older, loadOlder, firstUnread, peerReadSeq } = thread;
  const { peerTypes } = useTyping(room.id);
  const rows = useMemo(
    () => threadRows({ items, me, hasOlder, unreadFrom: firstUnread, peerReadSeq }),
    [items, me, hasOlder, firstUnread, peerReadSeq],
  );

  const scroller = useRef<HTMLDivElement>(null);
  const { inView, firstInView, column, measureRow, scrollToEnd } = useRowsInView(scroller, rows);
  const { atEnd, goToEnd } = useEnd(scroller, scrollToEnd, rows);

  const lastRow = rows.at(-1);
  const lastDraft = lastRow?.kind === 'bubble' && lastRow.item.type === 'draft' ? lastRow.key : null;
  // What I send I want to see, wherever I was reading.
  useLayoutEffect(() => {
    if (lastDraft !== null) goToEnd();
  }, [lastDraft, goToEnd]);

  useEffect(() => {
    if (hasOlder && older === 'idle' && firstInView < prefetchRows) loadOlder();
  }, [messages, hasOlder, older, firstInView, loadOlder]);

  const newestOfPeer = messages.findLast(({ senderId }) => senderId !== me)?.seq ?? 0;
  useMarkRead(room.id, atEnd);
  const incoming = useIncoming(messages, me);

  return (
    <Frame>
      {hasOlder && <OlderNotice state={older} retry={loadOlder} />}
      <Scroller
        ref={scroller}
        role="log"
        aria-live="off"
        aria-label={words.thread.messagesWith(room.peer.displayName)}
        tabIndex={0}
        onKeyDown={moveActionFocus}
      >
        <Column ref={column}>
          {inView.map(({ key, index }) => {
            const row = rows[index];
            return (
              row && (
                <RowPlace key={key} ref={measureRow} data-index={index}>
                  <ThreadRowView row={row} peer={room.peer} last={index === rows.length - 1} />
                </RowPlace>
              )
            );
          })}
        </Column>
        <Foot>{peerTypes && <TypingDots peer={room.peer} />}</Foot>
      </Scroller>
      <VisuallyHidden aria-live="polite">
        {incoming.map(({ id, text }) => (
          <p key={id}>{words.thread.incoming(room.peer.displayName, text)}</p>
        ))}
      </VisuallyHidden>
      <EndButton atEnd={atEnd} newest={newestOfPeer} onPress={goToEnd} />
    </Frame>
  );
};
