import { useChat, useOpenRoom, useSearch } from '@duet/sdk/react';
import { useEffect } from 'react';
import { Link, Navigate, useNavigate, useParams } from 'react-router';
import styled from 'styled-components';
import { Splash } from '../session/splash.tsx';
import { Button } from '../shapes/button.ts';
import { AlertIcon } from '../shapes/icons.tsx';
import { Notice } from '../shapes/notice.tsx';
import { VisuallyHidden } from '../shapes/visually-hidden.ts';
import { useWords } from '../words/words-context.tsx';

const Page = styled.main`
  height: 100%;
`;

const compared = (username: string): string => username.normalize('NFKC').toLowerCase();

/**
 * `/to/USERNAME`, the link for other pages: goes to the room with them, which is made if there is none. One's own, as it
 * stands on a page for everybody, goes to the list.
 */
export const ToPerson = () => {
  const { username = '' } = useParams();
  const { words } = useWords();
  const { me } = useChat();
  const navigate = useNavigate();
  const found = useSearch(username);
  const { open, failed } = useOpenRoom();
  const answered = found.status === 'ready' && !found.stale;
  const person = answered ? found.people.find((one) => compared(one.username) === compared(username)) : undefined;
  const userId = person?.id;

  useEffect(() => {
    if (userId === undefined) return undefined;
    let left = false;
    const go = async () => {
      const room = await open(userId).catch(() => null);
      if (room && !left) await navigate(`/rooms/${room.id}`, { replace: true });
    };
    void go();
    return () => {
      left = true;
    };
  }, [userId, open, navigate]);

  if (compared(username) === compared(me.username)) return <Navigate to="/" replace />;
  if (failed || found.status === 'failed') {
    return (
      <Page>
        <VisuallyHidden as="h1">Duet</VisuallyHidden>
        <Notice alert title={words.thread.failed}>
          <Button onClick={() => location.reload()}>{words.app.reload}</Button>
        </Notice>
      </Page>
    );
  }
  if (!answered || person) return <Splash />;
  return (
    <Page>
      <VisuallyHidden as="h1">Duet</VisuallyHidden>
      <Notice icon={<AlertIcon size={40} />} title={words.people.notFound(username)} text={words.people.notFoundText}>
        <Button as={Link} to="/">
          {words.thread.toList}
        </Button>
      </Notice>
    </Page>
  );
};
