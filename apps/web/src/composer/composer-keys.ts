type Key = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'isComposing' | 'keyCode'>;

/**
 * Enter sends, unless it breaks a line or ends a composition: Hangul under way must not be sent half. Safari ends a
 * composition before its Enter comes, which it then marks with 229 only. On-screen keyboards have no Shift+Enter: there
 * Enter breaks the line and the button sends.
 */
export const sendsMessage = (key: Key, onTouchScreen: boolean): boolean =>
  key.key === 'Enter' && !key.shiftKey && !key.isComposing && key.keyCode !== 229 && !onTouchScreen;
