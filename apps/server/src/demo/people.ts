/** The people of the demo: a small community around an exhibition in Seoul. */
export const people = {
  mina: { username: 'mina.park', displayName: '박미나', about: '기획자 · curates “Memory of Water”', seenAgo: 4 },
  haneul: { username: 'haneul', displayName: '남궁 하늘빛나래', about: '설치 작가 · a long Korean name', seenAgo: 11 },
  jun: { username: 'jun_kim', displayName: '김준서', about: '관람객 · comes every Saturday', seenAgo: 26 },
  elena: { username: 'elena.rossi', displayName: 'Elena Rossi', about: 'Artist from Milan', seenAgo: 95 },
  layla: { username: 'layla', displayName: 'Layla Haddad', about: 'Photographer from Beirut', seenAgo: 60 * 26 },
  duri: { username: 'duri', displayName: '두리 Duri', about: 'Docent · reads, types and answers', seenAgo: 2 },
} as const satisfies Record<string, DemoPerson>;

/** `seenAgo`: minutes before the demo's start; nobody writes after that. */
type DemoPerson = { username: string; displayName: string; about: string; seenAgo: number };

export type PersonKey = keyof typeof people;

export const personKeys = ['mina', 'haneul', 'jun', 'elena', 'layla', 'duri'] as const satisfies PersonKey[];

/** The one who answers by herself. */
export const docentKey: PersonKey = 'duri';

/** Everyone's. The sign-in page offers it, and what it guards ends with the demo. */
export const password = 'memory of water';
