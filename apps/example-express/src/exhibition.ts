export type Artist = {
  /** Their name at the login, and at Duet. */
  username: string;
  name: string;
};

export type Work = { title: string; year: number; about: string; artist: Artist; colors: readonly [string, string] };

export const works: readonly Work[] = [
  {
    title: '달빛 정원 · Moonlit Garden',
    year: 2025,
    about: '한지에 먹과 은박. Ink and silver leaf on mulberry paper.',
    artist: { username: 'haneul', name: '김하늘' },
    colors: ['#1d2b4f', '#c9d6ff'],
  },
  {
    title: 'Low Tide',
    year: 2024,
    about: 'Oil on linen. 리넨에 유채.',
    artist: { username: 'elena', name: 'Elena Rossi' },
    colors: ['#0f5c63', '#f4d9a6'],
  },
  {
    title: '골목의 소리 · Sounds of an Alley',
    year: 2026,
    about: '4채널 소리와 유리. Four channels of sound, and glass.',
    artist: { username: 'jun.park', name: '박준' },
    colors: ['#7b2d26', '#f0b67f'],
  },
];

/** Who has an account here: the artists, and somebody who came to look. */
export const accounts: readonly Artist[] = [
  ...works.map(({ artist }) => artist),
  { username: 'mina', name: 'Mina, a visitor' },
];
