import type { ReactNode } from 'react';
import styled, { css } from 'styled-components';
import { wide } from '../theme/media.ts';

const besideAnother = css<{ $aside: boolean }>`
  ${wide} {
    ${({ $aside }) => $aside && 'display: none;'}
  }
`;

const Middle = styled.div`
  display: grid;
  place-content: center;
  justify-items: center;
  gap: 8px;
  height: 100%;
  min-height: 240px;
  padding: 24px;
  text-align: center;
  color: var(--quiet);
`;

const Ring = styled.div<{ $aside: boolean }>`
  display: grid;
  place-items: center;
  width: 88px;
  height: 88px;
  margin-bottom: 8px;
  border: 2px solid currentColor;
  border-radius: 50%;
  color: var(--text);

  ${besideAnother}
`;

const Title = styled.h2`
  font-size: 20px;
  line-height: 26px;
  font-weight: 600;
  color: var(--text);
  text-wrap: balance;
`;

const Actions = styled.div<{ $aside: boolean }>`
  display: flex;
  flex-wrap: wrap;
  gap: 8px;
  justify-content: center;
  margin-top: 12px;

  ${besideAnother}
`;

type NoticeProps = {
  icon?: ReactNode;
  title: string;
  text?: string;
  children?: ReactNode;
  alert?: boolean;
  /** On a wide screen the other pane has a picture and a button already. */
  aside?: boolean;
};

/** What a pane says when it has nothing else to show. */
export const Notice = ({ icon, title, text, children, alert = false, aside = false }: NoticeProps) => (
  <Middle role={alert ? 'alert' : undefined}>
    {icon && <Ring $aside={aside}>{icon}</Ring>}
    <Title>{title}</Title>
    {text && <p>{text}</p>}
    {children && <Actions $aside={aside}>{children}</Actions>}
  </Middle>
);
