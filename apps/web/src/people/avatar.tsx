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
  right: -2px;
  bottom: -2px;
  /* A fifth of the picture is green; the border around it cuts it out. */
  box-sizing: content-box;
  width: ${({ $size }) => Math.round($size * 0.2)}px;
  aspect-ratio: 1;
  border: 3px solid var(--behind, var(--ground));
  border-radius: 50%;
  background: var(--active);
`;

type AvatarProps = { user: Pick<User, 'username' | 'displayName' | 'avatarUrl'>; size: number; active?: boolean };

/** For the eye only: who it is and whether they are active stands in words beside it. */
export const Avatar = ({ user, size, active = false }: AvatarProps) => {
  const [from, to] = avatarColors(user.username);
  return (
    <Frame $size={size} aria-hidden="true">
      <Face $size={size} style={{ backgroundImage: `linear-gradient(135deg, ${from}, ${to})` }}>
        {user.avatarUrl === null ? initials(user.displayName) : <img src={user.avatarUrl} alt="" loading="lazy" />}
      </Face>
      {active && <Dot $size={size} />}
    </Frame>
  );
};
