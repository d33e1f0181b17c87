import { days, hours, minutes, pause } from '../conversation.ts';
import type { Conversation } from '../conversation.ts';

export const minaLayla: Conversation = {
  between: ['mina', 'layla'],
  endedAgo: 1 * days + 4 * hours,
  lines: [
    ['mina', 'Hi Layla, the prints arrived. 60 × 90, eleven sheets, all flat.'],
    ['layla', 'Eleven? There should be twelve 😱'],
    ['mina', 'I count again.'],
    pause(6 * minutes),
    ['mina', 'Twelve. Two were in love and stuck together.'],
    ['layla', 'You stopped my heart for six minutes.'],
    pause(1 * hours),
    ['mina', 'Do you want them behind glass?'],
    ['layla', 'No glass please. People should see the fog, not themselves.'],
    ['mina', 'I like that so much that I will put it on the wall.'],
  ],
};
