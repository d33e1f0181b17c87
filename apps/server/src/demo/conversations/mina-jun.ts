import { days, hours, minutes, pause } from '../conversation.ts';
import type { Conversation } from '../conversation.ts';

export const minaJun: Conversation = {
  between: ['mina', 'jun'],
  endedAgo: 28 * minutes,
  unread: { by: 'mina', lines: 1 },
  lines: [
    ['jun', '안녕하세요! 지난 전시 도록 아직 구할 수 있을까요?'],
    ['mina', '준서 님 안녕하세요 😊 두 권 남았어요. 한 권 따로 빼 둘게요.'],
    ['jun', '와 감사합니다!! 토요일에 찾으러 갈게요.'],
    pause(3 * days),
    ['mina', '이번 전시 자원봉사 아직 관심 있으세요? 개막일에 안내 데스크 한 자리가 비었어요.'],
    ['jun', '네 하고 싶어요! 몇 시까지 가면 될까요?'],
    ['mina', '다섯 시까지 오시면 돼요. 개막은 여섯 시예요.'],
    ['jun', '알겠습니다 🙌'],
    pause(22 * hours),
    ['jun', '혹시 동생도 같이 가도 되나요? 그림 그리는 걸 좋아해서요.'],
  ],
};
