import { days, hours, minutes, pause } from '../conversation.ts';
import type { Conversation } from '../conversation.ts';

export const junElena: Conversation = {
  between: ['jun', 'elena'],
  endedAgo: 4 * days + 2 * hours,
  lines: [
    ['jun', 'Hello Elena! I am Junseo, I help at the desk. Your work is my favourite in the plan.'],
    ['elena', 'Ciao Junseo! How do I say “good luck with the opening” in Korean?'],
    ['jun', '“개막 축하해요!” It means “congratulations on the opening”. People say that more.'],
    ['elena', '개막 축하해요! Did it arrive well?'],
    ['jun', 'Perfect 👏'],
    pause(40 * minutes),
    ['elena', 'And “salt”?'],
    ['jun', '소금 (sogeum)'],
    ['elena', 'Sogeum. I will paint it on the crate next time.'],
  ],
};
