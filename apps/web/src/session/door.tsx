import { useEffect } from 'react';
import { Link, useLocation } from 'react-router';
import styled from 'styled-components';
import { pageDemo, pageHost } from '../app/page.ts';
import { useWords } from '../words/words-context.tsx';
import { DemoPeople } from './demo-people.tsx';
import { DoorForm } from './door-form.tsx';
import { HostDoor } from './host-door.tsx';

const Page = styled.main`
  display: grid;
  place-items: center;
  height: 100%;
  overflow-y: auto;
  padding: max(24px, env(safe-area-inset-top)) 20px max(24px, env(safe-area-inset-bottom));
`;

const Card = styled.div`
  width: 100%;
  max-width: 380px;
`;

const Brand = styled.div`
  display: flex;
  align-items: center;
  gap: 12px;
  margin-bottom: 6px;

  img {
    width: 44px;
    height: 44px;
  }
`;

const Name = styled.span`
  font-size: 32px;
  line-height: 40px;
  font-weight: 800;
  letter-spacing: -0.03em;
`;

const Tagline = styled.p`
  margin-bottom: 28px;
  color: var(--quiet);
`;

const Title = styled.h1`
  margin-bottom: 16px;
  font-size: 20px;
  line-height: 28px;
  font-weight: 700;
`;

const Ended = styled.p`
  margin-bottom: 20px;
  padding: 12px 14px;
  border-radius: 12px;
  background: var(--notice);
  color: var(--on-notice);
`;

const Other = styled.p`
  margin-top: 24px;
  text-align: center;
  color: var(--quiet);

  a {
    display: inline-block;
    padding: 12px 4px;
    font-weight: 600;
    color: var(--accent-text);
  }
`;

type DoorProps = { page: 'sign-in' | 'sign-up'; ended: 'signed_out' | 'expired' | null };

/** How one comes in. The address keeps where one came from, also from one page to the other. */
export const Door = ({ page, ended }: DoorProps) => {
  const { words } = useWords();
  const { search } = useLocation();
  const demo = pageDemo(document);
  const host = pageHost(document);
  const signIn = page === 'sign-in' || host.signsIn;
  const title = signIn ? words.door.signIn : words.door.newHere;

  useEffect(() => {
    document.title = `${title} · Duet`;
  }, [title]);

  return (
    <Page>
      <Card>
        <Brand>
          <img src="./favicon.svg" alt="" width="44" height="44" />
          <Name>Duet</Name>
        </Brand>
        <Tagline>{words.door.tagline}</Tagline>
        {ended && <Ended role="status">{ended === 'expired' ? words.door.ended : words.door.signedOut}</Ended>}
        {demo && signIn && <DemoPeople demo={demo} />}
        <Title>{title}</Title>
        {host.signsIn ? (
          <HostDoor signInUrl={host.signInUrl} />
        ) : (
          <>
            {/* Where people are offered, nobody is sent past them to the form. */}
            <DoorForm page={page} autoFocus={!(demo && signIn)} />
            <Other>
              {signIn ? words.door.noAccount : words.door.haveAccount}{' '}
              <Link to={{ pathname: signIn ? '/sign-up' : '/sign-in', search }}>
                {signIn ? words.door.signUp : words.door.signIn}
              </Link>
            </Other>
          </>
        )}
      </Card>
    </Page>
  );
};
