import type { User } from '@duet/sdk';
import { limits } from '@duet/sdk';
import { useSearch } from '@duet/sdk/react';
import type { KeyboardEvent, RefObject } from 'react';
import { useEffect, useId, useRef, useState } from 'react';
import { RoomListSkeleton } from '../rooms/room-list-skeleton.tsx';
import { CheckIcon, CloseIcon } from '../shapes/icons.tsx';
import { VisuallyHidden } from '../shapes/visually-hidden.ts';
import { useWords } from '../words/words-context.tsx';
import { Chip, Found, Label, Option, Quiet, Ring, To } from './people-picker-parts.ts';
import { PersonLine } from './person-line.tsx';

type PeoplePickerProps = {
  input: RefObject<HTMLInputElement | null>;
  chosen: User | null;
  onChosen: (user: User | null) => void;
  /** Enter once someone is chosen. */
  onSubmit: () => void;
};

/** A combobox: focus stays in the text, arrows walk through who is found. */
export const PeoplePicker = ({ input, chosen, onChosen, onSubmit }: PeoplePickerProps) => {
  const { words } = useWords();
  const id = useId();
  const list = useRef<HTMLUListElement>(null);
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const found = useSearch(query);
  const [people, stale] = found.status === 'ready' ? [found.people, found.stale] : [[], found.status === 'loading'];
  const failed = found.status === 'failed';
  const highlighted = people[Math.min(at, people.length - 1)];

  useEffect(() => {
    list.current?.querySelector('[data-highlighted="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [highlighted]);

  const choose = (user: User) => {
    onChosen(user.id === chosen?.id ? null : user);
    if (query !== '') setAt(0);
    setQuery('');
    input.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown') setAt(Math.min(at + 1, people.length - 1));
    else if (event.key === 'ArrowUp') setAt(Math.max(at - 1, 0));
    else if (event.key === 'Backspace' && query === '') onChosen(null);
    else if (event.key === 'Enter') {
      if (chosen && query === '') onSubmit();
      else if (highlighted && !stale) choose(highlighted);
    } else return;
    if (event.key !== 'Backspace') event.preventDefault();
  };

  return (
    <>
      <To>
        <label htmlFor={`${id}-to`}>{words.people.to}</label>
        {chosen && (
          <Chip type="button" aria-label={words.people.remove(chosen.displayName)} onClick={() => onChosen(null)}>
            <span dir="auto">{chosen.displayName}</span>
            <CloseIcon size={14} />
          </Chip>
        )}
        <input
          ref={input}
          id={`${id}-to`}
          role="combobox"
          aria-label={words.people.searchLabel}
          aria-expanded={people.length > 0}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={highlighted && `${id}-${highlighted.id}`}
          placeholder={words.people.searchHint}
          autoComplete="off"
          spellCheck={false}
          maxLength={limits.query.max}
          value={query}
          onChange={(event) => {
            setQuery(event.currentTarget.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
        />
      </To>
      <Found>
        {query.trim() === '' && people.length > 0 && <Label id={`${id}-label`}>{words.people.suggested}</Label>}
        {found.status === 'loading' && <RoomListSkeleton />}
        {failed && <Quiet role="alert">{words.people.failed}</Quiet>}
        {!failed && !stale && people.length === 0 && (
          <Quiet>{query.trim() === '' ? words.people.nobodyYet : words.people.nobody}</Quiet>
        )}
        <VisuallyHidden role="status">{!stale && words.people.found(people.length)}</VisuallyHidden>
        <ul ref={list} id={`${id}-list`} role="listbox" aria-label={words.rooms.results} aria-busy={stale}>
          {people.map((user, index) => (
            <Option
              key={user.id}
              id={`${id}-${user.id}`}
              role="option"
              aria-selected={user.id === chosen?.id}
              data-highlighted={user.id === highlighted?.id}
              onPointerMove={() => setAt(index)}
              onClick={() => choose(user)}
            >
              <PersonLine user={user} />
              <Ring $on={user.id === chosen?.id}>{user.id === chosen?.id && <CheckIcon size={16} />}</Ring>
            </Option>
          ))}
        </ul>
      </Found>
    </>
  );
};
