import { useSession } from '@duet/sdk/react';
import { lazy, Suspense } from 'react';
import { Navigate, Route, Routes, useLocation } from 'react-router';
import { ToPerson } from '../people/to-person.tsx';
import { ChatScreen } from '../rooms/chat-screen.tsx';
import { nextOf, signInPath } from './next-path.ts';
import { Splash } from './splash.tsx';

const Door = lazy(() => import('./door.tsx').then(({ Door: component }) => ({ default: component })));

const ReturnToNext = () => <Navigate to={nextOf(useLocation().search)} replace />;

const SignedInRoutes = () => (
  <Routes>
    <Route path="/sign-in" element={<ReturnToNext />} />
    <Route path="/sign-up" element={<ReturnToNext />} />
    <Route path="/to/:username" element={<ToPerson />} />
    <Route path="/" element={<ChatScreen />}>
      <Route index element={null} />
      <Route path="rooms/:roomId" element={null} />
    </Route>
    <Route path="*" element={<Navigate to="/" replace />} />
  </Routes>
);

const SignedOutRoutes = ({ ended }: { ended: 'signed_out' | 'expired' | null }) => {
  const { pathname, search } = useLocation();
  return (
    <Suspense fallback={<Splash />}>
      <Routes>
        <Route path="/sign-in" element={<Door key="in" page="sign-in" ended={ended} />} />
        <Route path="/sign-up" element={<Door key="up" page="sign-up" ended={ended} />} />
        <Route path="*" element={<Navigate to={signInPath(pathname + search)} replace />} />
      </Routes>
    </Suspense>
  );
};

/** Who is signed in decides which pages there are. The address stays, so one comes back to where one was. */
export const SessionGate = () => {
  const session = useSession();
  switch (session.status) {
    case 'unknown':
      return <Splash unreachable={session.unreachable} />;
    case 'signed-out':
      return <SignedOutRoutes ended={session.ended} />;
    case 'signed-in':
      return <SignedInRoutes />;
  }
};
