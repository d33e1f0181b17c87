const tokenIn = (answer: unknown): string => {
  if (typeof answer === 'object' && answer !== null && 'token' in answer && typeof answer.token === 'string') {
    return answer.token;
  }
  throw new Error('the host answers no {"token": "…"}');
};

/** Asks the host for a token of who is signed in there, by the host's own cookie; 401 says that nobody is. */
export const createHostToken = (url: string) => async (): Promise<string | null> => {
  const response = await fetch(url, { credentials: 'same-origin', cache: 'no-store' });
  if (response.status === 401) return null;
  if (!response.ok) throw new Error(`the host answers ${response.status}`);
  return tokenIn(await response.json());
};
