/** Packets as bytes: a WebSocket frame of Socket.IO, and an event of an event stream. */

/** The WebSocket frame of a Socket.IO event in the main namespace. */
export function encodeFrame(name: string, packet: unknown): Buffer {
  const text = `42${JSON.stringify([name, packet])}`;
  const length = Buffer.byteLength(text);
  const head = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  const frame = Buffer.allocUnsafe(head + length);
  frame[0] = 0x81; // One whole text message.
  if (head === 2) frame[1] = length;
  else if (head === 4) {
    frame[1] = 126;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = 127;
    frame.writeBigUInt64BE(BigInt(length), 2);
  }
  frame.write(text, head);
  return frame;
}

/** JSON has no line break, so one `data:` line is enough. */
export const encodeServerSentEvent = (name: string, packet: unknown): Buffer =>
  Buffer.from(`event: ${name}\ndata: ${JSON.stringify(packet)}\n\n`);
