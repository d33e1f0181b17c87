import styled from 'styled-components';

export type BubbleLook = 'theirs' | 'mine' | 'waiting' | 'refused' | 'unsent' | 'big';

const ground: Record<BubbleLook, string> = {
  theirs: 'var(--theirs)',
  mine: 'var(--mine)',
  waiting: 'var(--waiting)',
  refused: 'var(--danger-ground)',
  unsent: 'transparent',
  big: 'transparent',
};

const ink: Record<BubbleLook, string> = {
  theirs: 'var(--text)',
  mine: 'var(--on-accent)',
  waiting: 'var(--on-waiting)',
  refused: 'var(--danger)',
  unsent: 'var(--quiet)',
  big: 'inherit',
};

export const Bubble = styled.div<{ $look: BubbleLook; $mine: boolean; $above: boolean; $below: boolean }>`
  min-width: 0;
  padding: ${({ $look }) => ($look === 'big' ? '4px 0' : '8px 14px')};
  border: ${({ $look }) => ($look === 'unsent' ? '1px solid var(--line)' : '0')};
  border-radius: 20px;
  /* Where the system's colours stand over ours, it is what is left of the bubble. */
  outline: ${({ $look }) => ($look === 'big' ? '0' : '1px solid transparent')};
  outline-offset: -1px;
  /* The side of the screen that its run keeps to, whichever way its text runs. */
  border-top-${({ $mine }) => ($mine ? 'right' : 'left')}-radius: ${({ $above }) => ($above ? 6 : 20)}px;
  border-bottom-${({ $mine }) => ($mine ? 'right' : 'left')}-radius: ${({ $below }) => ($below ? 6 : 20)}px;
  background-color: ${({ $look }) => ground[$look]};
  color: ${({ $look }) => ink[$look]};
  font-size: ${({ $look }) => ($look === 'big' ? '44px' : 'inherit')};
  line-height: ${({ $look }) => ($look === 'big' ? '52px' : 'inherit')};
  font-style: ${({ $look }) => ($look === 'unsent' ? 'italic' : 'normal')};
  white-space: pre-wrap;
  overflow-wrap: anywhere;
  /* No line of one word, or of the emoji that ends a sentence. */
  text-wrap: pretty;
  tab-size: 4;
  transition:
    background-color 160ms,
    color 160ms;

  /* Its words are long: to save the last line from being short, the others would leave the bubble half empty. */
  &[lang='ko'] {
    word-break: keep-all;
    text-wrap: wrap;
  }
  a {
    color: inherit;
    text-decoration: underline;
    text-underline-offset: 2px;
  }
`;
