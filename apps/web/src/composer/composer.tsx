import { codePoints, limits } from '@duet/sdk';
import type { RoomId } from '@duet/sdk';
import { useSend, useTyping } from '@duet/sdk/react';
import type { FormEvent, KeyboardEvent } from 'react';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useLocation } from 'react-router';
import { SendIcon } from '../shapes/icons.tsx';
import { useComposerTexts } from '../storage/use-composer-texts.ts';
import { useWords } from '../words/words-context.tsx';
import { sendsMessage } from './composer-keys.ts';
import { Form, maxHeight, Note, Pill, Send, Text } from './composer-parts.ts';
import { isTouchScreen } from './touch-screen.ts';

/** From here on it is told how many characters are left. */
const nearEnd = limits.text.max - 200;

export const Composer = ({ roomId }: { roomId: RoomId }) => {
  const outbox = useSend(roomId);
  const texts = useComposerTexts();
  const { words } = useWords();
  const [text, setText] = useState(() => texts.get(roomId));
  const { key: arrival } = useLocation();
  const [fault, setFault] = useState<'full' | 'unclean' | 'failed' | null>(null);
  const area = useRef<HTMLTextAreaElement>(null);
  const pill = useRef<HTMLDivElement>(null);
  const { mine: typing } = useTyping(roomId);
  const length = codePoints(text.trim());
  const over = length - limits.text.max;
  const sendable = length > 0 && over <= 0;

  useLayoutEffect(() => {
    const [box, field] = [pill.current, area.current];
    if (!box || !field) return;
    // The box stays as it is meanwhile: were it low for a moment, the messages above would leave their end.
    box.style.height = `${box.offsetHeight}px`;
    field.style.height = 'auto';
    field.style.height = `${Math.min(field.scrollHeight, maxHeight)}px`;
    box.style.height = '';
  }, [text]);

  // Also who comes to the room that is open already wants to write. A keyboard that slides over half the screen comes
  // when it is asked for.
  useEffect(() => {
    if (!isTouchScreen()) area.current?.focus({ preventScroll: true });
  }, [arrival]);

  const change = (next: string) => {
    setText(next);
    setFault(null);
    texts.set(roomId, next);
    if (next.trim() !== '') typing.signal();
  };
  const send = async () => {
    if (!sendable) return;
    const sent = text;
    setText('');
    setFault(null);
    typing.rest();
    const result = await outbox.send(sent).catch(() => ({ ok: false, reason: 'failed' }) as const);
    if (result.ok) {
      // Kept by the outbox from now on. What was typed meanwhile is kept for itself.
      if (texts.get(roomId) === sent) texts.set(roomId, '');
      return;
    }
    setText((now) => (now === '' ? sent : now));
    if (result.reason !== 'empty' && result.reason !== 'too_long') setFault(result.reason);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (!sendsMessage(event.nativeEvent, isTouchScreen())) return;
    event.preventDefault();
    void send();
  };

  return (
    <Form
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        void send();
      }}
    >
      {(fault !== null || length > nearEnd) && (
        <Note role="status" $fault={fault !== null || over > 0}>
          {fault !== null
            ? words.composer[fault]
            : over > 0
              ? words.composer.tooLong(over)
              : words.composer.left(-over)}
        </Note>
      )}
      <Pill ref={pill}>
        <Text
          ref={area}
          rows={1}
          dir="auto"
          aria-label={words.composer.label}
          placeholder={words.composer.placeholder}
          enterKeyHint={isTouchScreen() ? 'enter' : 'send'}
          value={text}
          onChange={(event) => change(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        <Send
          type="submit"
          aria-label={words.composer.send}
          title={words.composer.send}
          disabled={!sendable}
          // The focus stays in the text: the on-screen keyboard must not go and come with every message.
          onPointerDown={(event) => event.preventDefault()}
        >
          <SendIcon size={22} />
        </Send>
      </Pill>
    </Form>
  );
};
