import { hours, minutes } from '../conversation.ts';
import type { Conversation } from '../conversation.ts';
import type { PersonKey } from '../people.ts';

const korean =
  '안녕하세요, 도슨트 두리예요 👋 전시 시간, 오시는 길, 작품까지 무엇이든 물어보세요. 읽고, 입력하고, 바로 답해 드려요.';
const english =
  'Hello, I am Duri, the docent 👋 Ask me anything: opening hours, the way here, the works. I read, type and answer at once.';

const welcome = (whom: PersonKey, text: string, endedAgo: number): Conversation => ({
  between: ['duri', whom],
  endedAgo,
  unread: { by: whom, lines: 1 },
  lines: [['duri', text]],
});

/** One line from the docent to everybody, so that there is someone to answer to. */
export const welcomes: readonly Conversation[] = [
  welcome('mina', korean, 3 * minutes),
  welcome('haneul', korean, 6 * minutes),
  welcome('jun', korean, 8 * minutes),
  welcome('elena', english, 21 * minutes),
  welcome('layla', english, 2 * hours),
];
