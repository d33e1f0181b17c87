import { days, hours, minutes, pause } from '../conversation.ts';
import type { Conversation } from '../conversation.ts';

export const minaElena: Conversation = {
  between: ['mina', 'elena'],
  endedAgo: 97 * minutes,
  unread: { by: 'mina', lines: 2 },
  lines: [
    ['mina', 'Dear Elena, welcome to the little circle behind “Memory of Water”! 🌊'],
    ['elena', 'Thank you Mina! I am so happy to be part of it.'],
    ['elena', 'Is the north wall still free? My two pieces want cold light.'],
    ['mina', 'It is yours. 6.40 m, no windows opposite, and we can dim it down to 50 lux.'],
    ['elena', 'Perfetto.'],
    pause(2 * days),
    ['mina', 'The crate left Malpensa this morning. Tracking says Saturday.'],
    ['elena', 'Please open it lying flat. The salt crystals do not like to stand on their head 😅'],
    ['mina', 'Flat it is. I wrote it on the door in red.'],
    pause(1 * days + 3 * hours),
    ['mina', 'It is here and it is whole. Haneul cried a little when we lifted the paper.'],
    ['elena', '❤️'],
    ['elena', 'Tell her I cried when I packed it.'],
    pause(20 * hours),
    ['elena', 'One more question, about the label. Can it say “salt, linen, three winters”?'],
    ['elena', 'Not “mixed media”. I never know what that means.'],
  ],
};
