import { useEffect, useEffectEvent, useRef } from 'react';

/** Calls when the end of what it stands behind comes near. Give it a new key to be called again. */
export const EndInView = ({ onInView }: { onInView: () => void }) => {
  const mark = useRef<HTMLDivElement>(null);
  const inView = useEffectEvent(onInView);

  useEffect(() => {
    const { current } = mark;
    if (!current) return;
    // 600 px ahead: a quick thumb does not catch up with the next page.
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && inView(), {
      rootMargin: '600px 0px',
    });
    observer.observe(current);
    return () => observer.disconnect();
  }, []);

  return <div ref={mark} />;
};
