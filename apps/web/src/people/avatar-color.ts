/** Dark enough for white initials at 4.5 : 1 in both ends. */
const gradients = [
  ['#7a3cff', '#b02ad6'],
  ['#3353e6', '#6a45f0'],
  ['#0b6fb8', '#2f5bff'],
  ['#0a7566', '#0b6fb8'],
  ['#2f7a1f', '#0a7566'],
  ['#b8480a', '#c22f4e'],
  ['#c2255c', '#a61e9c'],
  ['#c2255c', '#c2410c'],
  ['#0e7490', '#3353e6'],
  ['#4d7c0f', '#0a7566'],
  ['#a16207', '#b8480a'],
  ['#be123c', '#7a3cff'],
] as const;

/** The same username, the same colours: on every device, and where no id is known, on the demo's door. */
export const avatarColors = (username: string): readonly [string, string] => {
  let hash = 0;
  for (const unit of username) hash = (Math.imul(hash, 33) + (unit.codePointAt(0) ?? 0)) >>> 0;
  return gradients[hash % gradients.length] ?? gradients[0];
};
