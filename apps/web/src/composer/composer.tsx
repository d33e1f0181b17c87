import { codePoints, limits } from '@duet/sdk';
import type { RoomId } from '@duet/sdk';
import type { FormEvent, KeyboardEvent } from 'react';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useSignedIn } from '../session/signed-in.ts';
import { SendIcon } from '../shapes/icons.tsx';
import { useWords } from '../words/words-context.tsx';
import { sendsMessage } from './composer-keys.ts';
import { Form, maxHeight, Note, Pill, Send, Text } from './composer-parts.ts';
import { isTouchScreen } from './touch-screen.ts';
import { useTypingSignal } from './use-typing-signal.ts';

/** From here on it is told how many characters are left. */
const nearEnd = limits.text.max - 200;

export const Composer = ({ roomId }: { roomId: RoomId }) => {
  const { chat, texts } = useSignedIn();
  const { words } = useWords();
  const [text, setText] = useState(() => texts.get(roomId));
  const [fault, setFault] = useState<'full' | 'unclean' | 'failed' | null>(null);
  const area = useRef<HTMLTextAreaElement>(null);
  const typing = useTypingSignal(roomId);
  const length = codePoints(text.trim());
  const over = length - limits.text.max;
  const sendable = length > 0 && over <= 0;

  useLayoutEffect(() => {
    const { current } = area;
    if (!current) return;
    current.style.height = 'auto';
    current.style.height = `${Math.min(current.scrollHeight, maxHeight)}px`;
  }, [text]);

  // A keyboard that slides over half the screen comes when it is asked for.
  useEffect(() => {
    if (!isTouchScreen()) area.current?.focus({ preventScroll: true });
  }, []);

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
    const result = await chat.outbox.send(roomId, sent).catch(() => ({ ok: false, reason: 'failed' }) as const);
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
      <Pill>
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
