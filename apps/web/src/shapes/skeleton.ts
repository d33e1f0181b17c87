import styled, { keyframes } from 'styled-components';

const breathe = keyframes`
  50% { opacity: 0.45; }
`;

/** The grey shape of what is on its way. */
export const Skeleton = styled.span<{ $width: string; $height: number; $round?: boolean }>`
  display: block;
  width: ${({ $width }) => $width};
  max-width: 100%;
  height: ${({ $height }) => $height}px;
  border-radius: ${({ $round }) => ($round ? '50%' : '10px')};
  background: var(--sunken);
  animation: ${breathe} 1.6s ease-in-out infinite;
`;
