import type { RoomId } from '@duet/protocol';
import { useQuery } from '@tanstack/react-query';
import type { UseQueryResult } from '@tanstack/react-query';
import type { Thread } from '../thread.ts';
import { liveQuery } from './live/live-query.ts';
import { useLive } from './use-session.ts';

/** A room's messages as they stand in the cache; asked for once `enabled`. */
export const useHistory = (roomId: RoomId, enabled: boolean): UseQueryResult<Thread> => {
  const { utils, queryClient } = useLive().cache;
  return useQuery(utils.message.history.queryOptions({ roomId }, { ...liveQuery, enabled }), queryClient);
};
