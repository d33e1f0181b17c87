import { limits } from '@duet/sdk';
import { useRef } from 'react';
import styled from 'styled-components';
import { CloseIcon, SearchIcon } from '../shapes/icons.tsx';
import { useWords } from '../words/words-context.tsx';

const Box = styled.div`
  position: relative;
  margin: 4px 16px 8px;
  color: var(--quiet);

  > svg {
    position: absolute;
    inset-block-start: 11px;
    inset-inline-start: 13px;
    pointer-events: none;
  }
`;

const Input = styled.input`
  width: 100%;
  height: 40px;
  padding: 0 40px 0 40px;
  border: 0;
  border-radius: 20px;
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
  width: 40px;
  height: 40px;
  padding: 0;
  border: 0;
  border-radius: 50%;
  background: none;
  color: inherit;
`;

export const SearchField = ({ query, onQuery }: { query: string; onQuery: (query: string) => void }) => {
  const { words } = useWords();
  const input = useRef<HTMLInputElement>(null);

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
        onKeyDown={(event) => event.key === 'Escape' && onQuery('')}
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
