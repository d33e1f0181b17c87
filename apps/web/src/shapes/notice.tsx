import type { ReactNode } from 'react';
import styled from 'styled-components';

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

const Ring = styled.div`
  display: grid;
  place-items: center;
  width: 88px;
  height: 88px;
  margin-bottom: 8px;
  border: 2px solid currentColor;
  border-radius: 50%;
  color: var(--text);
`;

const Title = styled.h2`
  font-size: 20px;
  line-height: 26px;
  font-weight: 600;
  color: var(--text);
  text-wrap: balance;
`;

const Actions = styled.div`
  display: flex;
  flex-wrap: wrap;
  gap: 8px;
  justify-content: center;
  margin-top: 12px;
`;

type NoticeProps = { icon?: ReactNode; title: string; text?: string; children?: ReactNode; alert?: boolean };

/** What a pane says when it has nothing else to show. */
export const Notice = ({ icon, title, text, children, alert = false }: NoticeProps) => (
  <Middle role={alert ? 'alert' : undefined}>
    {icon && <Ring>{icon}</Ring>}
    <Title>{title}</Title>
    {text && <p>{text}</p>}
    {children && <Actions>{children}</Actions>}
  </Middle>
);
