import type { RefObject } from 'react';
import { useRef, useState } from 'react';

export type Overlay = {
  /** While true its (lazily loaded) content is in the tree. */
  shown: boolean;
  show: () => void;
  /** To be called when its content is gone from the screen. */
  onClosed: () => void;
  /** What opened it, to which focus comes back. */
  opener: RefObject<HTMLButtonElement | null>;
};

/** The light half of a dialog or menu: a button that asks for the heavy one. */
export const useOverlay = (): Overlay => {
  const opener = useRef<HTMLButtonElement>(null);
  const [shown, setShown] = useState(false);
  return { shown, show: () => setShown(true), onClosed: () => setShown(false), opener };
};
