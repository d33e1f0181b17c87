/** Rejects when the work takes longer than `most` milliseconds; the work itself goes on. */
export const withinTime = async <T>(work: Promise<T>, most: number): Promise<T> => {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`it took longer than ${most} ms`)), most);
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
};
