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
] as const;

/** The same id, the same colours, on every device. */
export const avatarColors = (id: string): readonly [string, string] => {
  let hash = 0;
  for (const unit of id) hash = (Math.imul(hash, 31) + (unit.codePointAt(0) ?? 0)) >>> 0;
  return gradients[hash % gradients.length] ?? gradients[0];
};
