/** Whether the later version says that it breaks what the earlier one promised: 0.1.7 → 0.2.0, 1.4.0 → 2.0.0. */
export const isBreak = (then: string, now: string): boolean => {
  const promise = (version: string): string => /^0\.\d+|^\d+/.exec(version)?.[0] ?? version;
  return promise(then) !== promise(now);
};
