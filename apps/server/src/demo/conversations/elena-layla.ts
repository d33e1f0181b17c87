import { days, hours, minutes, pause } from '../conversation.ts';
import type { Conversation } from '../conversation.ts';

export const elenaLayla: Conversation = {
  between: ['elena', 'layla'],
  endedAgo: 26 * hours + 20 * minutes,
  unread: { by: 'elena', lines: 3 },
  lines: [
    ['elena', 'Layla! I saw your harbour series in the catalogue. The fog!!'],
    ['layla', 'Thank you 🙏 That was four in the morning, and my hands were ice.'],
    ['elena', 'How do you call it in Arabic, the title?'],
    ['layla', 'ذاكرة الماء'],
    ['layla', 'It is the same as the exhibition: “the memory of water”. I took it as a sign.'],
    ['elena', 'It looks like water, too.'],
    pause(1 * days + 5 * hours),
    ['elena', 'Are you coming to Seoul for the opening?'],
    ['layla', 'I land on Friday, 13:40. Is there a good place to sleep near the gallery?'],
    ['elena', 'Mina knows a hanok with a yard. I will ask her for two rooms.'],
    pause(3 * hours),
    ['layla', 'شكرًا جزيلاً، أنتِ رائعة! See you on Friday.'],
    ['layla', 'I bring coffee with cardamom.'],
    ['layla', '☕'],
  ],
};
