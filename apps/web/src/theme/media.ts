/** Up to this width the two panes are two pages. */
export const phone = '@media (max-width: 720px)';

/** A finger, no pointer: bigger targets, nothing that only hovering shows. */
export const touch = '@media (hover: none), (pointer: coarse)';

/** Something points. A finger would leave `:hover` behind where it tapped. */
export const hover = '@media (hover: hover)';
