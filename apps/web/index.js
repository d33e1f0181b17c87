import { fileURLToPath } from 'node:url';

export const webRoot = fileURLToPath(new URL('dist', import.meta.url));
