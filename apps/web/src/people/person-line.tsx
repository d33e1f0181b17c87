import type { User } from '@duet/sdk';
import styled from 'styled-components';
import { hover } from '../theme/media.ts';
import { Avatar } from './avatar.tsx';

const Line = styled.span`
  flex: 1;
  display: flex;
  align-items: center;
  gap: 12px;
  min-width: 0;
  text-align: start;
`;

const Names = styled.span`
  display: grid;
  min-width: 0;

  span {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    text-align: left;
  }
  span + span {
    font-size: 14px;
    color: var(--quiet);
  }
`;

/** Someone in a list of people: picture, name, username. */
export const PersonLine = ({ user }: { user: User }) => (
  <Line>
    <Avatar user={user} size={44} active={user.active} />
    <Names>
      <span dir="auto">{user.displayName}</span>
      <span dir="auto">{user.username}</span>
    </Names>
  </Line>
);

export const PersonButton = styled.button`
  display: flex;
  align-items: center;
  gap: 12px;
  width: 100%;
  min-height: 60px;
  padding: 8px 12px;
  border: 0;
  border-radius: 14px;
  background: none;
  outline-offset: -2px;

  ${hover} {
    &:hover {
      background: var(--hover);
    }
  }
`;
