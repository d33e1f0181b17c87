/** What the docent knows: what a question is about, and what she answers. The first match counts. */
type Answer = { readonly about: RegExp; readonly says: string };

type Words = { readonly answers: readonly Answer[]; readonly otherwise: readonly string[] };

const korean: Words = {
  answers: [
    { about: /몇 ?시|시간|언제|휴관/, says: '화요일부터 일요일까지, 오전 11시부터 저녁 7시까지예요. 월요일은 쉬어요.' },
    { about: /어디|위치|길|주소|지하철/, says: '안국역 1번 출구에서 걸어서 6분이에요. 파란 대문을 찾으시면 돼요 💙' },
    { about: /얼마|표|티켓|입장료|예매/, says: '입장은 무료예요. 대신 가까이 와서 들어 주세요 💧' },
    { about: /작품|작가|추천/, says: '저는 17번 〈수평선 연습〉을 제일 좋아해요. 일부러 조금 기울어 있거든요.' },
    { about: /사진|촬영/, says: '사진은 괜찮아요. 플래시만 꺼 주세요 🙏' },
    { about: /고마|감사/, says: '천만에요! 또 궁금한 거 있으면 언제든지요.' },
    { about: /ㅋㅋ|ㅎㅎ|😂|🤣/, says: 'ㅎㅎ 저도 웃었어요.' },
    { about: /안녕|하이|반가/, says: '안녕하세요! 반가워요 😊 전시 보러 오셨어요?' },
  ],
  otherwise: [
    '그 이야기 더 듣고 싶어요.',
    '음, 그건 미나 큐레이터가 더 잘 알 거예요. 제가 전해 둘게요.',
    '좋은 질문이에요. 오시면 작품 앞에서 같이 이야기해요.',
    '저는 전시 시간, 오는 길, 작품 이야기를 제일 잘해요. 하나 골라 주세요 🙂',
  ],
};

const english: Words = {
  answers: [
    { about: /\b(when|hours?|open|close|time)\b/i, says: 'Tuesday to Sunday, 11 to 7. On Mondays we sleep in.' },
    {
      about: /\b(where|address|way|subway|find)\b/i,
      says: 'Six minutes on foot from Anguk station, exit 1. Look for the blue gate 💙',
    },
    { about: /\b(ticket|price|cost|free|much)\b/i, says: 'Entry is free. Just come close and listen 💧' },
    {
      about: /\b(work|art|artist|favou?rite|recommend)/i,
      says: 'My favourite is no. 17, “Practising the Horizon”. It hangs a little crooked on purpose.',
    },
    { about: /\b(photo|picture|camera)/i, says: 'Photos are fine, without flash please 🙏' },
    { about: /\b(thanks?|thank you|grazie)\b/i, says: 'You are welcome! Ask me anything, any time.' },
    { about: /\b(bye|see you)\b/i, says: 'See you at the blue gate 👋' },
    { about: /\b(hi|hello|hey|ciao)\b/i, says: 'Hello! Nice to meet you 😊 Are you coming to the exhibition?' },
  ],
  otherwise: [
    'Tell me more.',
    'Mina, the curator, knows that better than I do. I will pass it on.',
    'Good question. Let us talk about it in front of the works.',
    'I am best at opening hours, the way here and the works. Pick one 🙂',
  ],
};

/** The answer to a text, in its language. `turn`: how many she has given, so that she does not repeat herself. */
export const docentAnswer = (text: string, turn: number): string => {
  const words = /\p{Script=Hangul}/u.test(text) ? korean : english;
  const known = words.answers.find(({ about }) => about.test(text));
  return known?.says ?? words.otherwise[turn % words.otherwise.length] ?? '';
};
