/** Everybody's, in tests. */
export const password = 'correct horse battery';
