import { readEnv } from './env.ts';
import { startExhibition } from './start-exhibition.ts';

const exhibition = await startExhibition(readEnv());
console.log(`The exhibition is open: ${exhibition.url}`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void exhibition.stop());
