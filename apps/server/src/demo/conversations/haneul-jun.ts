import { days, hours, minutes, pause } from '../conversation.ts';
import type { Conversation } from '../conversation.ts';

export const haneulJun: Conversation = {
  between: ['haneul', 'jun'],
  endedAgo: 3 * hours + 12 * minutes,
  lines: [
    ['jun', '작가님, 지난주에 작업실 열어 주셔서 감사했어요. 물소리가 계속 생각나요.'],
    ['haneul', '와 줘서 고마웠어요! 그 소리, 사실 부엌 싱크대예요 🤫'],
    ['jun', '네???'],
    ['haneul', '진짜예요 ㅎㅎ 한밤중에 녹음하면 바다처럼 들려요.'],
    ['jun', '😂'],
    pause(2 * days),
    ['haneul', '혹시 토요일에 시간 되면 설치 도와줄래요? 천을 잡아 줄 손이 두 개 더 필요해요.'],
    ['jun', '두 개 있습니다!'],
    ['haneul', '👍'],
    ['haneul', '점심은 제가 살게요. 근처에 칼국수 잘하는 집이 있어요.'],
    ['jun', '그럼 손 네 개도 가능합니다.'],
  ],
};
