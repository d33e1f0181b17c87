/** The first way to point is a finger, so the keyboard is on the screen. */
export const isTouchScreen = (): boolean => matchMedia('(pointer: coarse) and (hover: none)').matches;
