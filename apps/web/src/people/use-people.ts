import type { User } from '@duet/sdk';
import { keepPreviousData } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { trpc } from '../app/trpc.ts';

/** A word typed quickly is one question. */
const restMs = 180;

const useRested = (value: string): string => {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), restMs);
    return () => clearTimeout(timer);
  }, [value]);
  return rested;
};

export type FoundPeople = {
  people: readonly User[] | undefined;
  /** What is shown answers an older question. */
  stale: boolean;
  failed: boolean;
  retry: () => void;
};

/** People whose names begin like the query; an empty one suggests. */
export const usePeople = (query: string): FoundPeople => {
  const asked = useRested(query.trim());
  const { data, isError, isPlaceholderData, refetch } = trpc.user.search.useQuery(
    { query: asked, limit: 30 },
    // People come, go and change their names without an event: what was found a while ago is asked for again.
    { staleTime: 15_000, placeholderData: keepPreviousData },
  );
  return {
    people: data?.users,
    stale: isPlaceholderData || asked !== query.trim(),
    failed: isError,
    retry: () => void refetch(),
  };
};
