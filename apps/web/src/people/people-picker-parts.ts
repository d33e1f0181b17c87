import styled from 'styled-components';
import { hover } from '../theme/media.ts';

export const To = styled.div`
  flex: none;
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  gap: 8px;
  padding: 8px 16px;
  border-bottom: 1px solid var(--line);
  font-weight: 600;

  input {
    flex: 1;
    min-width: 140px;
    height: 40px;
    padding: 0;
    border: 0;
    outline: 0;
    background: none;
    font-size: 16px;
    font-weight: 400;
  }
  input::placeholder {
    color: var(--quiet);
    opacity: 1;
  }
`;

export const Chip = styled.button`
  position: relative;
  display: inline-flex;
  align-items: center;
  gap: 6px;
  min-width: 0;
  max-width: 100%;
  min-height: 32px;
  padding: 4px 12px;
  border: 0;
  border-radius: 16px;
  background: var(--waiting);
  color: var(--on-waiting);
  font-weight: 600;

  /* For a finger it reaches up and down. */
  &::after {
    content: '';
    position: absolute;
    inset: -6px 0;
  }
  span {
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
`;

export const Found = styled.div`
  /* As high for one as for many: the text that one types in does not move under the hands. Over a keyboard it gives way. */
  flex: 0 1 400px;
  min-height: min(260px, 25dvh);
  overflow-y: auto;
  overscroll-behavior: contain;
  padding: 8px;
`;

export const Label = styled.p`
  padding: 8px 12px;
  font-weight: 600;
`;

export const Quiet = styled.p`
  padding: 24px 12px;
  text-align: center;
  color: var(--quiet);
`;

export const Option = styled.li`
  display: flex;
  align-items: center;
  gap: 12px;
  min-height: 60px;
  padding: 8px 12px;
  border-radius: 14px;
  cursor: pointer;

  /* Where keys or a pointer choose. A finger needs no mark, which would look like a choice. */
  ${hover} {
    &[data-highlighted='true'] {
      --behind: var(--sunken);
      background: var(--behind);
    }
  }
`;

export const Ring = styled.span<{ $on: boolean }>`
  flex: none;
  display: grid;
  place-items: center;
  width: 24px;
  height: 24px;
  border: 2px solid ${({ $on }) => ($on ? 'var(--accent)' : 'var(--quiet)')};
  border-radius: 50%;
  background: ${({ $on }) => ($on ? 'var(--accent)' : 'none')};
  color: var(--on-accent);
`;
