/** How large a command is as it travels: the server closes a connection that sends more (TXT-3). */
import { maxPacketBytes } from '@holdspace/protocol';
import type { CommandIntent } from './outbox.ts';

/** Socket.IO writes its type and the number of the answer in front. */
const frameOverhead = 16;
const encoder = new TextEncoder();

/** Bytes of the packet that carries this command. */
export const packetByteLength = ({ id, command }: CommandIntent): number =>
  frameOverhead + encoder.encode(JSON.stringify(['command', { id, ...command }])).length;

export const fitsPacket = (intent: CommandIntent): boolean =>
  packetByteLength(intent) <= maxPacketBytes;
