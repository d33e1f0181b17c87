/**
 * iOS lays its keyboard over the page: the screen gives way by the height that is left. Elsewhere the viewport's own
 * `interactive-widget` has done so already. Returns the way to stop it.
 */
export const followViewport = ({ visualViewport, document: { documentElement: root } }: Window): (() => void) => {
  if (!visualViewport) return () => {};
  const follow = () => {
    // Pinched: the view is small because somebody looks closely.
    if (visualViewport.scale > 1.01) return;
    const covered = root.clientHeight - visualViewport.height > 1;
    if (covered) root.style.setProperty('--screen-height', `${visualViewport.height}px`);
    else root.style.removeProperty('--screen-height');
    if (covered && visualViewport.offsetTop > 0) root.scrollIntoView();
  };
  visualViewport.addEventListener('resize', follow);
  visualViewport.addEventListener('scroll', follow);
  return () => {
    visualViewport.removeEventListener('resize', follow);
    visualViewport.removeEventListener('scroll', follow);
  };
};
