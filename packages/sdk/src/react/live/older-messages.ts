import { limits } from '@duet/protocol';
import type { RoomId } from '@duet/protocol';
import type { Readable } from '../../readable.ts';
import { createState } from '../../state.ts';
import { threadWithPage } from '../../thread.ts';
import type { ChatCache } from './chat-cache.ts';

/** The pages of a thread before the newest one, asked for one at a time. */
export type OlderMessages = {
  readonly state: Readable<'idle' | 'loading' | 'failed'>;
  /** Resolves when the page is joined to the thread, or could not be had. `limit`: messages, 100 if nobody says. */
  load(limit?: number): Promise<void>;
};

/** One page more than what is shown at once: a quick thumb does not reach its end before the next. */
const pageSize = limits.page.max / 2;

export const createOlderMessages = ({ chat, utils }: ChatCache, roomId: RoomId): OlderMessages => {
  const state = createState<'idle' | 'loading' | 'failed'>('idle');
  let loading: Promise<void> | null = null;

  const loadPage = async (limit: number) => {
    const oldest = utils.message.history.getData({ roomId })?.messages[0];
    if (!oldest) return;
    state.set('loading');
    try {
      const page = await chat.trpc.message.history.query({ roomId, before: oldest.seq, limit });
      // A reload in between may have begun the thread anew: this page may not touch it.
      utils.message.history.setData({ roomId }, (now) =>
        now?.messages[0]?.seq === oldest.seq ? threadWithPage(now, page) : now,
      );
      state.set('idle');
    } catch {
      state.set('failed');
    }
  };

  return {
    state,
    load: (limit = pageSize) => (loading ??= loadPage(limit).finally(() => (loading = null))),
  };
};
