/**
 * HMAC-SHA-256 (RFC 2104) by two one-shot hashes. A commit needs three, and `createHmac` builds
 * and collects an object for each, which costs as much as the hashing. The message goes through
 * one buffer that all calls share.
 */
import { createHash, hash } from 'node:crypto';

const blockBytes = 64;
const digestBytes = 32;
/** Longer messages get a buffer of their own, so that one of them does not keep memory. */
const scratchBytes = 64 * 1024;

/** A UTF-16 code unit needs at most three bytes. */
const maxBytesPerUnit = 3;

const scratch = Buffer.alloc(scratchBytes);
const outer = Buffer.alloc(blockBytes + digestBytes);

/** A key, ready for both hashes. */
export class HmacKey {
  readonly #inner = Buffer.alloc(blockBytes, 0x36);
  readonly #outer = Buffer.alloc(blockBytes, 0x5c);

  constructor(key: string | Buffer) {
    this.replace(key);
  }

  /** Another key in the place of this one: a salt is the key of one message. */
  replace(key: string | Buffer): this {
    const given = typeof key === 'string' ? Buffer.from(key) : key;
    const bytes = given.length > blockBytes ? createHash('sha256').update(given).digest() : given;
    for (let i = 0; i < blockBytes; i++) {
      const byte = bytes[i] ?? 0;
      this.#inner[i] = byte ^ 0x36;
      this.#outer[i] = byte ^ 0x5c;
    }
    return this;
  }

  /** The MAC of a text in base64url, 43 characters. */
  sign(text: string): string {
    const most = blockBytes + maxBytesPerUnit * text.length;
    const message = most <= scratchBytes ? scratch : Buffer.allocUnsafe(most);
    message.set(this.#inner);
    const length = blockBytes + message.write(text, blockBytes);
    outer.set(this.#outer);
    outer.write(hash('sha256', message.subarray(0, length), 'latin1'), blockBytes, 'latin1');
    return hash('sha256', outer, 'base64url');
  }
}
