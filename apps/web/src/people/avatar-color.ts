/** Dark enough for white initials at 4.5 : 1 in both ends. */
const gradients = [
  ['#7a3cff', '#b02ad6'],
  ['#3353e6', '#6a45f0'],
  ['#0b6fb8', '#2f5bff'],
  ['#0a7566', '#0b6fb8'],
  ['#3f7012', '#0a7566'],
  ['#a34a00', '#c22f4e'],
  ['#c2255c', '#a61e9c'],
  ['#9c3a10', '#7d5a00'],
] as const;

/** The same id, the same colours, on every device. */
export const avatarColors = (id: string): readonly [string, string] => {
  let hash = 0;
  for (const unit of id) hash = (Math.imul(hash, 31) + (unit.codePointAt(0) ?? 0)) >>> 0;
  return gradients[hash % gradients.length] ?? gradients[0];
};
