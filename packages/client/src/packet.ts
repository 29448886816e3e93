/** How large a command is as it travels: the server closes a connection that sends more (TXT-3). */
import { maxPacket } from '@holdspace/protocol';
import type { Intent } from './outbox.ts';

/** Socket.IO writes its type and the number of the answer in front. */
const frame = 16;
const encoder = new TextEncoder();

/** Bytes of the packet that carries this command. */
export const bytesOfPacket = ({ id, command }: Intent): number =>
  frame + encoder.encode(JSON.stringify(['command', { id, ...command }])).length;

export const fitsPacket = (intent: Intent): boolean => bytesOfPacket(intent) <= maxPacket;
