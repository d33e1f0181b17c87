import { ChatIcon } from '../shapes/icons.tsx';
import { Notice } from '../shapes/notice.tsx';
import { useWords } from '../words/words-context.tsx';
import { NewMessageButton } from '../people/new-message-button.tsx';

export const NoRoom = () => {
  const { words } = useWords();
  return (
    <Notice icon={<ChatIcon size={44} />} title={words.rooms.noRoomTitle} text={words.rooms.noRoomText}>
      <NewMessageButton look="text" />
    </Notice>
  );
};
