import type { FormEvent } from 'react';
import { useRef, useState } from 'react';
import styled from 'styled-components';
import { useAppParts } from '../app/app-parts.ts';
import { Button } from '../shapes/button.ts';
import { useWords } from '../words/words-context.tsx';
import { faultOfError, faultOfInput } from './door-fault.ts';
import type { DoorFault, DoorField, DoorInput } from './door-fault.ts';
import { Field } from './field.tsx';
import { PasswordField } from './password-field.tsx';

const Form = styled.form`
  display: grid;
  gap: 10px;
`;

const FormFault = styled.p`
  padding: 10px 14px;
  border-radius: 12px;
  background: var(--danger-ground);
  color: var(--danger);
`;

export const DoorForm = ({ page, autoFocus }: { page: 'sign-in' | 'sign-up'; autoFocus: boolean }) => {
  const { client } = useAppParts();
  const { words, locale } = useWords();
  const [input, setInput] = useState<DoorInput>({ username: '', password: '', displayName: '' });
  const [fault, setFault] = useState<DoorFault | null>(null);
  const [busy, setBusy] = useState(false);
  const username = useRef<HTMLInputElement>(null);
  const password = useRef<HTMLInputElement>(null);
  const displayName = useRef<HTMLInputElement>(null);
  const fields = { username, password, displayName };
  const signIn = page === 'sign-in';

  const change = (field: DoorField) => (value: string) => {
    setInput((now) => ({ ...now, [field]: value }));
    if (fault?.at === field || fault?.at === 'form') setFault(null);
  };
  const show = (found: DoorFault) => {
    setFault(found);
    if (found.at === 'form') return;
    const field = fields[found.at].current;
    field?.focus();
    if (found.at === 'password') field?.select();
  };
  const faultAt = (field: DoorField) => (fault?.at === field ? fault.text : null);

  const submit = async () => {
    const wrong = faultOfInput(page, input, words);
    if (wrong) return show(wrong);
    setBusy(true);
    setFault(null);
    const name = input.displayName.trim();
    const credentials = { username: input.username.trim(), password: input.password };
    try {
      // Done: the session changes, and the gate shows the page that one came for.
      await (signIn
        ? client.signIn(credentials)
        : client.signUp({ ...credentials, ...(name && { displayName: name }) }));
    } catch (error) {
      setBusy(false);
      show(faultOfError(error, words, locale));
    }
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (!busy) void submit();
  };

  return (
    <Form onSubmit={onSubmit} noValidate>
      <Field
        ref={username}
        label={words.door.username}
        hint={signIn ? undefined : words.door.usernameHint}
        fault={faultAt('username')}
        name="username"
        autoComplete="username"
        autoFocus={autoFocus}
        value={input.username}
        onChange={(event) => change('username')(event.currentTarget.value)}
      />
      {!signIn && (
        <Field
          ref={displayName}
          label={words.door.displayName}
          hint={words.door.displayNameHint}
          fault={faultAt('displayName')}
          name="name"
          autoComplete="name"
          autoCapitalize="words"
          value={input.displayName}
          onChange={(event) => change('displayName')(event.currentTarget.value)}
        />
      )}
      <PasswordField
        ref={password}
        value={input.password}
        onValue={change('password')}
        autoComplete={signIn ? 'current-password' : 'new-password'}
        hint={signIn ? undefined : words.door.passwordHint}
        fault={faultAt('password')}
      />
      {fault?.at === 'form' && <FormFault role="alert">{fault.text}</FormFault>}
      <Button type="submit" aria-disabled={busy}>
        {signIn ? (busy ? words.door.signingIn : words.door.signIn) : busy ? words.door.signingUp : words.door.signUp}
      </Button>
    </Form>
  );
};
