import { days, hours, minutes, pause } from '../conversation.ts';
import type { Conversation, Line } from '../conversation.ts';
import { works } from './works.ts';

const pick = (choices: readonly string[], index: number): string => choices[index % choices.length] ?? '';

const opened = ['상자 열었어요.', '포장 풀었어요.', '이것도 왔어요!', '지금 막 풀었어요.', '다음 상자 열었습니다.'];
const fine = [
  '나머지는 이상 없어요 ✅',
  '상태 좋아요 👍',
  '앞뒤로 다 확인했어요.',
  '색도 그대로예요.',
  '모서리 네 군데 다 괜찮아요.',
];
const thanks = ['고마워요!', '감사해요 🙏', '휴, 다행이에요.', '역시 미나 님.', '좋아요!', '다행이다 😮‍💨'];
const placed = [
  '벽에 자리 표시해 뒀어요.',
  '자리로 옮겼어요.',
  '제자리에 뒀습니다.',
  '내일 같이 걸어요.',
  '보관실에 넣어 둘게요.',
];
const next = ['다음 거 할게요.', '잠깐 쉬고 다음 거요 ☕', '이어서 갑니다.', '하나 더 하고 점심 먹을게요.', '다음!'];

/** What they wrote about one work: seven or eight lines. Four works a day. */
const unpacking = ({ title, found, answer }: (typeof works)[number], index: number): Line[] => [
  ...(index % 4 === 0 ? [pause(17 * hours)] : [pause(25 * minutes)]),
  ['mina', `${index + 1}번 〈${title}〉, ${pick(opened, index)}`],
  ['mina', found],
  ['haneul', answer],
  ['mina', pick(fine, index + Math.floor(index / 5))],
  ['haneul', pick(thanks, index)],
  ['mina', pick(placed, index + Math.floor(index / 3))],
  ...(index % 4 === 3
    ? ([
        ['haneul', '오늘도 고생하셨어요. 푹 쉬세요!'],
        ['mina', '작가님도요. 내일 봬요 🌙'],
      ] satisfies Line[])
    : ([['mina', pick(next, index)]] satisfies Line[])),
];

/** Ten days of unpacking: a history that is longer than a screen, a page, and two pages. */
export const minaHaneul: Conversation = {
  between: ['mina', 'haneul'],
  endedAgo: 12 * minutes,
  unread: { by: 'mina', lines: 2 },
  lines: [
    ['mina', '작가님, 전시 제목 정했어요. “물의 기억” 어떠세요?'],
    ['haneul', '좋아요. 물은 다 기억하니까요.'],
    ['mina', '영어로는 “Memory of Water”로 갈게요.'],
    ['haneul', '엘레나랑 라일라도 좋아할 거예요.'],
    pause(1 * days),
    ['haneul', '작품 마흔 점, 오늘 트럭에 실었어요. 이제 미나 님 손에 달렸습니다 🚚'],
    ['mina', '도착하는 대로 하나씩 풀면서 알려 드릴게요. 상태 확인하고 바로바로요.'],
    ...works.flatMap(unpacking),
    pause(15 * hours),
    ['mina', '개막이 내일이에요. 떨리세요?'],
    ['haneul', '조금요. 어젯밤에 물소리 꿈을 꿨어요.'],
    ['mina', '좋은 꿈이네요.'],
    ['haneul', '오프닝 인사말은 짧게 할게요. 한 문장이면 돼요.'],
    ['mina', '뭐라고 하실 거예요?'],
    pause(9 * minutes),
    ['haneul', '“가까이 와서 들어 보세요.”'],
    ['haneul', '💧'],
  ],
};
