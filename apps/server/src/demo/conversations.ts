import type { Conversation } from './conversation.ts';
import { elenaLayla } from './conversations/elena-layla.ts';
import { haneulJun } from './conversations/haneul-jun.ts';
import { junElena } from './conversations/jun-elena.ts';
import { minaElena } from './conversations/mina-elena.ts';
import { minaHaneul } from './conversations/mina-haneul.ts';
import { minaJun } from './conversations/mina-jun.ts';
import { minaLayla } from './conversations/mina-layla.ts';
import { welcomes } from './conversations/welcome.ts';

export const conversations: readonly Conversation[] = [
  minaHaneul,
  minaElena,
  minaJun,
  minaLayla,
  haneulJun,
  elenaLayla,
  junElena,
  ...welcomes,
];
