/** Runs what others handed in. A fault of theirs stays loud, and keeps nothing of ours from going on. */
export const apart = (work: () => void): void => {
  try {
    work();
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
};
