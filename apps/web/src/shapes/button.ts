import styled from 'styled-components';
import { hover } from '../theme/media.ts';

export const Button = styled.button<{ $kind?: 'plain' | 'danger' }>`
  display: inline-flex;
  align-items: center;
  justify-content: center;
  gap: 8px;
  min-height: 44px;
  padding: 8px 18px;
  border: 0;
  border-radius: 12px;
  font-weight: 600;
  text-decoration: none;
  background: ${({ $kind }) =>
    $kind === 'danger' ? 'var(--danger-strong)' : $kind === 'plain' ? 'var(--sunken)' : 'var(--accent)'};
  color: ${({ $kind }) =>
    $kind === 'danger' ? 'var(--on-danger)' : $kind === 'plain' ? 'var(--text)' : 'var(--on-accent)'};
  transition:
    filter 120ms,
    transform 120ms;

  &:hover:not(:disabled) {
    filter: brightness(1.07);
  }
  &:active:not(:disabled) {
    transform: scale(0.985);
  }
  &:disabled,
  &[aria-disabled='true'] {
    background: var(--sunken);
    color: var(--quiet);
  }
`;

/** Text that acts. */
export const TextButton = styled.button<{ $danger?: boolean }>`
  padding: 4px 6px;
  border: 0;
  border-radius: 6px;
  background: none;
  font-weight: 600;
  color: ${({ $danger }) => ($danger ? 'var(--danger)' : 'var(--accent-text)')};

  &:hover {
    text-decoration: underline;
  }
`;

export const IconButton = styled.button`
  display: inline-grid;
  place-items: center;
  flex: none;
  width: 44px;
  height: 44px;
  padding: 0;
  border: 0;
  border-radius: 50%;
  background: none;
  color: var(--text);

  &[aria-expanded='true'] {
    background: var(--sunken);
  }
  ${hover} {
    &:hover {
      background: var(--sunken);
    }
  }
`;
