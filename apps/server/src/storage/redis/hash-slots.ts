/**
 * The hash slots of a Redis Cluster: which slot a key belongs to, and one hash tag for every slot,
 * so that a key can be put beside the keys of a ledger whatever their tag is.
 */

export const hashSlotCount = 16_384;

/** CRC16 (XMODEM) by the next byte, as the specification of Redis Cluster has it. */
const crcTable = Uint16Array.from({ length: 256 }, (_, byte) => {
  let crc = byte << 8;
  for (let bit = 0; bit < 8; bit++) crc = (crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1) & 0xffff;
  return crc;
});

/** 0 to 16,383: of the text between the first `{` and the next `}`, or of the whole key. */
export function hashSlotOf(key: string): number {
  const open = key.indexOf('{');
  const close = open < 0 ? -1 : key.indexOf('}', open + 1);
  const hashed = close > open + 1 ? key.slice(open + 1, close) : key;
  const bytes = isAscii.test(hashed) ? hashed : Buffer.from(hashed).toString('latin1');
  return crcOf(bytes) % hashSlotCount;
}

const isAscii = /^[\0-\x7f]*$/;

/** Of a text whose characters are bytes. */
function crcOf(bytes: string): number {
  let crc = 0;
  for (let i = 0; i < bytes.length; i++) {
    crc = ((crc << 8) & 0xffff) ^ (crcTable[((crc >> 8) ^ bytes.charCodeAt(i)) & 0xff] ?? 0);
  }
  return crc;
}

let tags: readonly string[] | null = null;

/** By slot: the smallest number whose decimal digits hash to it. They never change. */
export function hashSlotTags(): readonly string[] {
  if (tags) return tags;
  const found = new Array<string>(hashSlotCount).fill('');
  for (let number = 0, missing = hashSlotCount; missing > 0; number++) {
    const tag = String(number);
    const slot = crcOf(tag) % hashSlotCount;
    if (found[slot] !== '') continue;
    found[slot] = tag;
    missing--;
  }
  tags = found;
  return tags;
}
