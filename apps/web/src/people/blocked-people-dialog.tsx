import { useBlocked, useBlocking } from '@duet/sdk/react';
import type { RefObject } from 'react';
import styled from 'styled-components';
import { TextButton } from '../shapes/button.ts';
import { DialogFrame } from '../shapes/dialog-frame.tsx';
import { Spinner } from '../shapes/spinner.tsx';
import { useWords } from '../words/words-context.tsx';
import { PersonLine } from './person-line.tsx';

const Body = styled.div`
  min-height: 160px;
  overflow-y: auto;
  padding: 16px;
`;

const Quiet = styled.p`
  padding-bottom: 12px;
  color: var(--quiet);
`;

/** Nobody: it stands in the middle of what is empty. */
const Nobody = styled(Quiet)`
  padding: 54px 0;
  text-align: center;
`;

const Row = styled.li`
  display: flex;
  align-items: center;
  gap: 12px;
  padding: 8px 0;
`;

type BlockedPeopleDialogProps = { opener: RefObject<HTMLElement | null>; onClosed: () => void };

export const BlockedPeopleDialog = ({ opener, onClosed }: BlockedPeopleDialogProps) => {
  const { words } = useWords();
  const blocked = useBlocked();
  const { unblock, failed } = useBlocking();
  const people = blocked.status === 'ready' ? blocked.people : [];

  return (
    <DialogFrame title={words.people.blocked} opener={opener} onClosed={onClosed}>
      {() => (
        <Body>
          {blocked.status === 'ready' && people.length === 0 ? (
            <Nobody>{words.people.noneBlocked}</Nobody>
          ) : (
            <Quiet>{words.people.blockedText}</Quiet>
          )}
          {(blocked.status === 'failed' || failed) && <Quiet role="alert">{words.thread.failed}</Quiet>}
          {blocked.status === 'loading' && <Spinner />}
          <ul>
            {people.map((user) => (
              <Row key={user.id}>
                <PersonLine user={user} />
                <TextButton type="button" onClick={() => void unblock(user.id).catch(() => {})}>
                  {words.thread.unblock}
                </TextButton>
              </Row>
            ))}
          </ul>
        </Body>
      )}
    </DialogFrame>
  );
};
