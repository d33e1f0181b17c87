import { createDuetClient } from '@duet/sdk';
import { DuetProvider } from '@duet/sdk/react';
import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query';
import { StrictMode, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { Person } from './person.tsx';

const url = new URLSearchParams(location.search).get('server') ?? '';
const clients = { one: createDuetClient({ url }), two: createDuetClient({ url }) };

/** A question of the app's own, under the very key that Duet's list has. */
const HostData = () => {
  const { data } = useQuery({
    queryKey: [['room', 'list'], { input: {}, type: 'query' }],
    queryFn: async () => 'the app’s own',
  });
  return <output aria-label="host">{data}</output>;
};

/** An app's own habits, which must not become Duet's. */
const createQueryClient = () => {
  performance.mark('cache made');
  return new QueryClient({
    defaultOptions: {
      queries: { staleTime: 0, refetchOnMount: 'always', refetchOnWindowFocus: 'always', retry: false },
    },
  });
};

const Place = ({ name }: { name: keyof typeof clients }) => {
  const [shown, setShown] = useState(true);
  const [, setDrawn] = useState(0);
  return (
    <section aria-label={name}>
      <button type="button" onClick={() => setShown(!shown)}>
        {shown ? 'hide' : 'show'}
      </button>
      <button type="button" onClick={() => setDrawn((times) => times + 1)}>
        draw again
      </button>
      {shown && (
        <DuetProvider client={clients[name]} {...(name === 'two' && { createQueryClient: () => createQueryClient() })}>
          <Person />
          <HostData />
        </DuetProvider>
      )}
    </section>
  );
};

const root = document.getElementById('root');
if (!root) throw new Error('the page has no #root');
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={new QueryClient()}>
      <Place name="one" />
      <Place name="two" />
    </QueryClientProvider>
  </StrictMode>,
);
