/**
 * Challenges of passkeys (STF-2): any node makes and reads them. Each holds its end, and a seal over
 * purpose, browser and session. The house's ledger remembers which were answered.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Millis, UsedChallenge } from '@holdspace/core';
import { pooledRandomBytes } from '../storage/chain/random-string.ts';

/** How long a person has for the dialogue of their device. */
export const challengeLifetime: Millis = 3 * 60 * 1000;

const randomLength = 16;
const timeLength = 6;
const sealLength = 16;
const length = randomLength + timeLength + sealLength;

/** What the answer is good for, and where. */
export interface ChallengeScope {
  readonly purpose: 'sign-in' | 'add' | 'prove';
  /** The id in the cookie of the browser. */
  readonly browser: string;
  /** The session that it is for; null before there is one. */
  readonly session: string | null;
}

export class PasskeyChallenges {
  readonly #key: Buffer;
  readonly #now: () => Millis;

  constructor(key: Buffer, now: () => Millis) {
    this.#key = key;
    this.#now = now;
  }

  create(scope: ChallengeScope): Uint8Array<ArrayBuffer> {
    const challenge = new Uint8Array(length);
    challenge.set(pooledRandomBytes(randomLength));
    Buffer.from(challenge.buffer).writeUIntBE(
      this.#now() + challengeLifetime,
      randomLength,
      timeLength,
    );
    challenge.set(this.#seal(challenge, scope), randomLength + timeLength);
    return challenge;
  }

  /** As a browser sends it back, base64url. Null when it is not ours, for something else, or late. */
  read(text: string, scope: ChallengeScope): UsedChallenge | null {
    const challenge = Buffer.from(text, 'base64url');
    if (challenge.length !== length) return null;
    const seal = challenge.subarray(randomLength + timeLength);
    if (!timingSafeEqual(seal, this.#seal(challenge, scope))) return null;
    const until = challenge.readUIntBE(randomLength, timeLength);
    if (until <= this.#now()) return null;
    return { id: challenge.subarray(0, randomLength).toString('base64url'), until };
  }

  #seal(challenge: Uint8Array, { purpose, browser, session }: ChallengeScope): Buffer {
    return createHmac('sha256', this.#key)
      .update(`${purpose} ${browser} ${session ?? ''} `)
      .update(challenge.subarray(0, randomLength + timeLength))
      .digest()
      .subarray(0, sealLength);
  }
}
