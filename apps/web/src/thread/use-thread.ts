import { limits, threadWithPage } from '@duet/sdk';
import type { Room, Seq, Thread } from '@duet/sdk';
import { useMutation } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { trpc } from '../app/trpc.ts';
import { useReadable } from '../app/use-readable.ts';
import { useSignedIn } from '../session/signed-in.ts';

export type LoadedThread = {
  /** `undefined` until the place to open at is loaded. */
  thread: Thread | undefined;
  failed: boolean;
  retry: () => void;
  /** Joins an older page to the thread; asks for one at a time. */
  loadOlder: (limit?: number) => void;
  older: 'idle' | 'loading' | 'failed';
};

/** One page more than what is shown at once: a quick thumb does not reach its end before the next. */
const olderPage = 100;

/** The first unread message may stand before the newest page: then one large page more, before anything is shown. */
const needsOlder = (thread: Thread, room: Room, readSeq: Seq): boolean =>
  room.unread > 0 &&
  thread.hasOlder &&
  thread.messages.length < limits.page.max &&
  (thread.messages[0]?.seq ?? 0) > readSeq;

export const useThread = (room: Room, readSeq: Seq): LoadedThread => {
  const { chat, live } = useSignedIn();
  const utils = trpc.useUtils();
  const ready = useReadable(live.ready);
  const { id: roomId } = room;
  const { data, isError, refetch } = trpc.message.history.useQuery({ roomId }, { enabled: ready });
  const asking = useRef(false);
  const [opened, setOpened] = useState(false);

  const {
    mutate,
    isPending,
    isError: olderFailed,
  } = useMutation({
    mutationFn: async (limit: number) => {
      const oldest = utils.message.history.getData({ roomId })?.messages[0];
      if (!oldest) return;
      const page = await chat.trpc.message.history.query({ roomId, before: oldest.seq, limit });
      // A reload in between may have begun the thread anew: this page may not touch it.
      utils.message.history.setData({ roomId }, (now) =>
        now?.messages[0]?.seq === oldest.seq ? threadWithPage(now, page) : now,
      );
    },
    onSettled: () => {
      asking.current = false;
      setOpened(true);
    },
  });
  const loadOlder = useCallback(
    (limit = olderPage) => {
      if (asking.current) return;
      asking.current = true;
      mutate(limit);
    },
    [mutate],
  );

  const waits = !opened && data !== undefined && needsOlder(data, room, readSeq);
  if (!opened && data && !waits) setOpened(true);
  useEffect(() => {
    if (waits) loadOlder(limits.page.max);
  }, [waits, loadOlder]);

  return {
    thread: opened ? data : undefined,
    failed: isError && !data,
    retry: () => void refetch(),
    loadOlder,
    older: isPending ? 'loading' : olderFailed ? 'failed' : 'idle',
  };
};
