import type { User } from '@duet/sdk';
import styled from 'styled-components';
import { avatarColors } from './avatar-color.ts';
import { initials } from './initials.ts';

const Frame = styled.span<{ $size: number }>`
  position: relative;
  flex: none;
  display: inline-block;
  width: ${({ $size }) => $size}px;
  height: ${({ $size }) => $size}px;
`;

const Face = styled.span<{ $size: number }>`
  display: grid;
  place-items: center;
  width: 100%;
  height: 100%;
  border-radius: 50%;
  overflow: hidden;
  color: #fff;
  font-size: ${({ $size }) => Math.round($size * 0.38)}px;
  line-height: 1;
  font-weight: 600;
  user-select: none;

  img {
    width: 100%;
    height: 100%;
    object-fit: cover;
  }
`;

const Dot = styled.span<{ $size: number }>`
  position: absolute;
  right: 0;
  bottom: 0;
  width: ${({ $size }) => Math.max(10, Math.round($size * 0.27))}px;
  height: ${({ $size }) => Math.max(10, Math.round($size * 0.27))}px;
  border: ${({ $size }) => ($size < 40 ? 2 : 3)}px solid var(--behind, var(--ground));
  border-radius: 50%;
  background: var(--active);
`;

type AvatarProps = { user: Pick<User, 'displayName' | 'avatarUrl'> & { id: string }; size: number; active?: boolean };

/** For the eye only: who it is and whether they are active stands in words beside it. */
export const Avatar = ({ user, size, active = false }: AvatarProps) => {
  const [from, to] = avatarColors(user.id);
  return (
    <Frame $size={size} aria-hidden="true">
      <Face $size={size} style={{ backgroundImage: `linear-gradient(135deg, ${from}, ${to})` }}>
        {user.avatarUrl === null ? initials(user.displayName) : <img src={user.avatarUrl} alt="" loading="lazy" />}
      </Face>
      {active && <Dot $size={size} />}
    </Frame>
  );
};
