/** Up to this width the two panes are two pages. */
export const phone = '@media (max-width: 720px)';

/** From there on they stand side by side. */
export const wide = '@media (min-width: 720.02px)';

/** A finger, no pointer: bigger targets, nothing that only hovering shows. */
export const touch = '@media (hover: none), (pointer: coarse)';

/** Something points. A finger would leave `:hover` behind where it tapped. */
export const hover = '@media (hover: hover)';

/** On a screen wider than a line one likes to read, a thread keeps to its middle; on a phone it takes all there is. */
export const threadMargin = 'max(min(16px, 3vw), calc(50% - 560px))';
