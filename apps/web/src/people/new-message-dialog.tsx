import type { User } from '@duet/sdk';
import type { RefObject } from 'react';
import { useRef, useState } from 'react';
import styled from 'styled-components';
import { Button } from '../shapes/button.ts';
import { DialogFrame } from '../shapes/dialog-frame.tsx';
import { useWords } from '../words/words-context.tsx';
import { PeoplePicker } from './people-picker.tsx';
import { useGoToRoom } from './use-go-to-room.ts';

const Foot = styled.div`
  flex: none;
  display: grid;
  gap: 8px;
  padding: 12px 16px 16px;

  p {
    color: var(--danger);
  }
`;

type NewMessageDialogProps = { opener: RefObject<HTMLElement | null>; onClosed: () => void };

/** "To:" someone, then "Chat". */
export const NewMessageDialog = ({ opener, onClosed }: NewMessageDialogProps) => {
  const { words } = useWords();
  const [chosen, setChosen] = useState<User | null>(null);
  const { goToRoom, opening, failed } = useGoToRoom();
  const input = useRef<HTMLInputElement>(null);

  return (
    <DialogFrame title={words.rooms.newMessage} opener={opener} onClosed={onClosed} initialFocus={input}>
      {(close) => {
        const chat = async () => {
          if (chosen && !opening && (await goToRoom(chosen))) close();
        };
        return (
          <>
            <PeoplePicker input={input} chosen={chosen} onChosen={setChosen} onSubmit={() => void chat()} />
            <Foot>
              {failed && <p role="alert">{words.thread.failed}</p>}
              <Button type="button" disabled={!chosen} onClick={() => void chat()}>
                {opening ? words.people.opening : words.people.chat}
              </Button>
            </Foot>
          </>
        );
      }}
    </DialogFrame>
  );
};
