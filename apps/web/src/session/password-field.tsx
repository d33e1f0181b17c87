import type { KeyboardEvent, Ref } from 'react';
import { useState } from 'react';
import styled from 'styled-components';
import { IconButton } from '../shapes/button.ts';
import { EyeIcon, EyeOffIcon } from '../shapes/icons.tsx';
import { useWords } from '../words/words-context.tsx';
import { Field } from './field.tsx';

const Reveal = styled(IconButton)`
  position: absolute;
  top: 2px;
  right: 2px;
  color: var(--quiet);
`;

type PasswordFieldProps = {
  value: string;
  onValue: (value: string) => void;
  autoComplete: 'current-password' | 'new-password';
  hint?: string | undefined;
  fault: string | null;
  ref: Ref<HTMLInputElement>;
};

export const PasswordField = ({ value, onValue, hint, ...rest }: PasswordFieldProps) => {
  const { words } = useWords();
  const [shown, setShown] = useState(false);
  const [capsLock, setCapsLock] = useState(false);
  const watchCapsLock = (event: KeyboardEvent) => setCapsLock(event.getModifierState('CapsLock'));

  return (
    <Field
      {...rest}
      label={words.door.password}
      hint={capsLock ? words.door.capsLock : hint}
      name="password"
      type={shown ? 'text' : 'password'}
      value={value}
      onChange={(event) => onValue(event.currentTarget.value)}
      onKeyDown={watchCapsLock}
      onKeyUp={watchCapsLock}
      onBlur={() => setCapsLock(false)}
      style={{ paddingRight: 48 }}
      inner={
        <Reveal
          type="button"
          aria-label={shown ? words.door.hidePassword : words.door.showPassword}
          onClick={() => setShown(!shown)}
        >
          {shown ? <EyeOffIcon size={20} /> : <EyeIcon size={20} />}
        </Reveal>
      }
    />
  );
};
