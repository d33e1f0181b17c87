import { limits } from '@duet/sdk';
import type { KeyboardEvent, RefObject } from 'react';
import styled from 'styled-components';
import { CloseIcon, SearchIcon } from '../shapes/icons.tsx';
import { useWords } from '../words/words-context.tsx';

const Box = styled.div`
  position: relative;
  margin: 4px 16px 8px;
  color: var(--quiet);

  > svg {
    position: absolute;
    inset-block-start: 13px;
    inset-inline-start: 13px;
    pointer-events: none;
  }
`;

const Input = styled.input`
  width: 100%;
  height: 44px;
  padding: 0 44px 0 40px;
  border: 0;
  border-radius: 22px;
  outline-offset: -2px;
  background: var(--sunken);
  color: var(--text);
  font-size: 16px;

  &::placeholder {
    color: var(--quiet);
    opacity: 1;
  }
  &::-webkit-search-cancel-button {
    display: none;
  }
`;

const Clear = styled.button`
  position: absolute;
  inset-block-start: 0;
  inset-inline-end: 0;
  display: grid;
  place-items: center;
  width: 44px;
  height: 44px;
  padding: 0;
  border: 0;
  border-radius: 50%;
  background: none;
  color: inherit;
  outline-offset: -4px;
`;

type SearchFieldProps = {
  input: RefObject<HTMLInputElement | null>;
  query: string;
  onQuery: (query: string) => void;
  onFocus: () => void;
  /** Down, into what stands under it, and Enter, for the first of it. */
  onDown: () => void;
  onEnter: () => void;
};

export const SearchField = ({ input, query, onQuery, onFocus, onDown, onEnter }: SearchFieldProps) => {
  const { words } = useWords();
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') onQuery('');
    else if (event.key === 'ArrowDown') onDown();
    else if (event.key === 'Enter') onEnter();
    else return;
    event.preventDefault();
  };

  return (
    <Box role="search">
      <SearchIcon size={18} />
      <Input
        ref={input}
        type="search"
        aria-label={words.rooms.search}
        placeholder={words.rooms.search}
        autoComplete="off"
        maxLength={limits.query.max}
        value={query}
        onChange={(event) => onQuery(event.currentTarget.value)}
        onFocus={onFocus}
        onKeyDown={onKeyDown}
      />
      {query !== '' && (
        <Clear
          type="button"
          aria-label={words.rooms.clearSearch}
          onClick={() => {
            onQuery('');
            input.current?.focus();
          }}
        >
          <CloseIcon size={16} />
        </Clear>
      )}
    </Box>
  );
};
