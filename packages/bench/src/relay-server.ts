import { once } from 'node:events';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import { serveMeasures } from './measured.ts';
import { textOf } from './text-of.ts';

/** The least that a chat server can do: it parses a send, tells both people, and answers. Nothing is kept or checked. */
const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
await once(server, 'listening');

const rooms = new Map<string, Set<WebSocket>>();

type Send = { id: number; roomId: string; text: string };
const isSend = (value: unknown): value is Send => typeof value === 'object' && value !== null && 'roomId' in value;

server.on('connection', (socket, request) => {
  const roomId = new URL(request.url ?? '', 'ws://relay').searchParams.get('room') ?? '';
  const members = rooms.get(roomId) ?? new Set();
  rooms.set(roomId, members.add(socket));
  socket.on('message', (data) => {
    const send: unknown = JSON.parse(textOf(data));
    if (!isSend(send)) return;
    const event = JSON.stringify({ type: 'message', message: { roomId: send.roomId, text: send.text } });
    for (const member of rooms.get(send.roomId) ?? []) member.send(event);
    socket.send(JSON.stringify({ id: send.id, ok: true }));
  });
});

const address = server.address();
serveMeasures(typeof address === 'object' && address !== null ? address.port : 0);
