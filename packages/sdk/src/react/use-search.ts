import type { User } from '@duet/protocol';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { failedView } from './failure.ts';
import type { FailedView } from './failure.ts';
import { liveQuery } from './live/live-query.ts';
import { useLive } from './use-session.ts';

/** A word typed quickly is one question. */
const restMs = 180;
/** People come, go and change their names without an event: what was found longer ago is asked for again. */
const freshMs = 15_000;
const mostPeople = 30;

/** Who was found. */
export type SearchView =
  /** Asked for the first time. */
  | { status: 'loading' }
  | FailedView
  | {
      status: 'ready';
      /** At most 30, the nearest first. */
      people: readonly User[];
      /** They answer an older question: the newest one is on its way. */
      stale: boolean;
    };

const useRested = (value: string): string => {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), restMs);
    return () => clearTimeout(timer);
  }, [value]);
  return rested;
};

/**
 * People whose username, or a word of whose name, begins like the query (0 to 60 code points); an empty one suggests
 * people. Hand in what is typed: it is asked for when the typing rests.
 */
export const useSearch = (query: string): SearchView => {
  const { utils, queryClient } = useLive().cache;
  const asked = useRested(query.trim());
  const answer = useQuery(
    utils.user.search.queryOptions(
      { query: asked, limit: mostPeople },
      { ...liveQuery, staleTime: freshMs, placeholderData: keepPreviousData },
    ),
    queryClient,
  );
  const { data, isPlaceholderData } = answer;
  if (data) return { status: 'ready', people: data.users, stale: isPlaceholderData || asked !== query.trim() };
  return answer.isError ? failedView(answer) : { status: 'loading' };
};
