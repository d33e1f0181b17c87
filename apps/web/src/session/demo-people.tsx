import { useState } from 'react';
import styled from 'styled-components';
import { useAppParts } from '../app/app-parts.ts';
import type { Demo, DemoPerson } from '../app/page.ts';
import { Avatar } from '../people/avatar.tsx';
import { hover } from '../theme/media.ts';
import { useWords } from '../words/words-context.tsx';
import { faultOfError } from './door-fault.ts';

const Lead = styled.p`
  margin-bottom: 12px;
  font-weight: 600;
`;

const Person = styled.button`
  display: flex;
  align-items: center;
  gap: 12px;
  /* What hovering shows reaches out; the pictures stand where the words above them do. */
  width: calc(100% + 24px);
  margin-inline: -12px;
  min-height: 56px;
  padding: 6px 12px;
  border: 0;
  border-radius: 14px;
  background: none;
  text-align: start;

  ${hover} {
    &:hover {
      background: var(--hover);
    }
  }
  small {
    display: block;
    font-size: 13px;
    color: var(--quiet);
  }
`;

const Or = styled.p`
  display: flex;
  align-items: center;
  gap: 16px;
  margin: 16px 0;
  color: var(--quiet);

  &::before,
  &::after {
    content: '';
    flex: 1;
    height: 1px;
    background: var(--line);
  }
`;

const Fault = styled.p`
  color: var(--danger);
`;

/** An ordinary sign-in with the demo's password. */
export const DemoPeople = ({ demo }: { demo: Demo }) => {
  const { client } = useAppParts();
  const { words, locale } = useWords();
  const [fault, setFault] = useState<string | null>(null);

  const enter = async ({ username }: DemoPerson) => {
    setFault(null);
    try {
      await client.signIn({ username, password: demo.password });
    } catch (error) {
      setFault(faultOfError(error, words, locale).text);
    }
  };

  return (
    <section>
      <Lead>{words.door.demo}</Lead>
      {demo.people.map((person) => (
        <Person key={person.username} type="button" onClick={() => void enter(person)}>
          <Avatar user={{ ...person, avatarUrl: null }} size={40} />
          <span>
            {words.door.continueAs(person.displayName)}
            <small>{person.about}</small>
          </span>
        </Person>
      ))}
      {fault && <Fault role="alert">{fault}</Fault>}
      <Or>{words.door.or}</Or>
    </section>
  );
};
