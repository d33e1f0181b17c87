import { refuse } from '@duet/api';
import type { AdminServices } from '@duet/api';
import type { Database, HostUser } from '@duet/db';
import { systemUser, usersByExternalIds } from '@duet/db';
import type { OpenRoom } from '../services/open-room.ts';
import type { SendMessage } from '../services/send-message.ts';
import { newUserId } from '../sessions/new-user-id.ts';

/** Rooms and messages in the host's name. */
export const createHostMessageService = (options: {
  db: Database['db'];
  openRoom: OpenRoom;
  send: SendMessage;
  now: () => number;
}): Pick<AdminServices, 'openRoom' | 'send'> => {
  const { db, openRoom, send, now } = options;

  /** `paths`: where in the input each of them stands. */
  const known = async (people: Readonly<Record<string, string>>): Promise<HostUser[]> => {
    const users = new Map((await usersByExternalIds(db, Object.values(people))).map((user) => [user.externalId, user]));
    const missing = Object.entries(people).filter(([, externalId]) => !users.has(externalId));
    if (missing.length > 0) {
      refuse('not_found', { issues: missing.map(([path]) => ({ path, message: 'is no user' })) });
    }
    return Object.values(people).flatMap((externalId) => users.get(externalId) ?? []);
  };

  return {
    async openRoom([first, second]) {
      const [one, other] = await known({ 'pair.0': first, 'pair.1': second });
      if (!one || !other) return refuse('not_found');
      const { roomId } = await openRoom(one.id, other.id);
      // As if each of them had: it stands in both lists.
      await openRoom(other.id, one.id);
      return roomId;
    },

    async send({ from, to, id, text }) {
      const [recipient] = await known({ to });
      const sender = await systemUser(db, { id: newUserId(), username: from, createdAt: now() });
      if (!recipient) return refuse('not_found');
      if (!sender.ok) return refuse(sender.reason, { issues: [{ path: 'from', message: 'is the name of a person' }] });
      return send(await openRoom(sender.id, recipient.id), { id, text }, 'system');
    },
  };
};
