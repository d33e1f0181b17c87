/** Rejects when the work takes longer than `most` milliseconds; the work itself goes on. */
export const withinTime = async (work: Promise<void>, most: number): Promise<void> => {
  const { promise: late, reject } = Promise.withResolvers<void>();
  const timer = setTimeout(() => reject(new Error(`the stop took longer than ${most} ms`)), most);
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
};
