import { useChat } from '@duet/sdk/react';
import type { ComponentType } from 'react';
import { useEffect, useEffectEvent, useState } from 'react';

type OverlayProps = { onClosed: () => void };

/**
 * The heavy half of a dialog, a menu or a search, loaded when it is first shown. Unlike `lazy` it does not remember a failure:
 * without a line it closes again, and the next press asks anew. With one, its file went with an older build, and the
 * new page has it; what was typed is kept.
 */
export const lazyOverlay = <P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P & OverlayProps> =>
  function LazyOverlay(props: P & OverlayProps) {
    const chat = useChat();
    const [Content, setContent] = useState<ComponentType<P> | null>(null);
    const giveUp = useEffectEvent(() => {
      if (chat.connection.get().status === 'live') location.reload();
      else props.onClosed();
    });

    useEffect(() => {
      let gone = false;
      load().then(
        (loaded) => gone || setContent(() => loaded),
        () => gone || giveUp(),
      );
      return () => {
        gone = true;
      };
    }, []);

    return Content && <Content {...props} />;
  };

/** Fetches it when a pointer comes near; if that fails, the press will tell. */
export const preloads = (load: () => Promise<unknown>) => (): void => {
  load().catch(() => {});
};
