import styled from 'styled-components';
import { threadMargin } from '../theme/media.ts';

export const Form = styled.form`
  flex: none;
  padding: 8px ${threadMargin} max(14px, env(safe-area-inset-bottom));
`;

export const Pill = styled.div`
  display: flex;
  align-items: flex-end;
  gap: 4px;
  padding: 3px;
  border: 1px solid var(--line);
  border-radius: 26px;
  background: var(--ground);

  &:focus-within {
    border-color: var(--accent);
  }
`;

/** Grows to six lines, then scrolls. */
export const maxHeight = 6 * 22 + 22;

export const Text = styled.textarea`
  flex: 1;
  min-width: 0;
  height: 44px;
  max-height: ${maxHeight}px;
  padding: 11px 8px 11px 15px;
  border: 0;
  outline: 0;
  background: none;
  resize: none;
  font-size: 16px;
  line-height: 22px;
  overflow-wrap: anywhere;

  &::placeholder {
    color: var(--quiet);
    opacity: 1;
  }
`;

export const Send = styled.button`
  flex: none;
  display: grid;
  place-items: center;
  width: 44px;
  height: 44px;
  padding: 0;
  border: 0;
  border-radius: 50%;
  background: none;
  color: var(--quiet);
  transition:
    background-color 120ms,
    color 120ms;

  &:not(:disabled) {
    background: var(--accent);
    color: var(--on-accent);
  }
`;

export const Note = styled.p<{ $fault: boolean }>`
  padding: 0 16px 6px;
  font-size: 13px;
  color: ${({ $fault }) => ($fault ? 'var(--danger)' : 'var(--quiet)')};
`;
