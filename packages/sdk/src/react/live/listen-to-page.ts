/** Calls back on each of these events of the page. Returns the way to stop it. */
export const listenToPage = (types: readonly string[], listener: (event: Event) => void): (() => void) => {
  for (const type of types) window.addEventListener(type, listener);
  return () => {
    for (const type of types) window.removeEventListener(type, listener);
  };
};
