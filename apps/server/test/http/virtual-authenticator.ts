/**
 * An authenticator in memory: makes credentials and signs challenges as a device does (ES256, no
 * attestation, with the check of the person), and answers what a browser would send.
 */
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import type { PasskeyAssertion, PasskeyRegistration } from '@holdspace/protocol';

const userPresent = 0x01;
const userVerified = 0x04;
const hasCredential = 0x40;

interface HeldCredential {
  readonly id: Buffer;
  readonly key: KeyObject;
  readonly user: string;
}

interface CeremonyOptions {
  readonly challenge: string;
  readonly rp?: { readonly id: string };
  readonly rpId?: string;
  readonly user?: { readonly id: string };
}

export class VirtualAuthenticator {
  readonly #credentials: HeldCredential[] = [];
  readonly #origin: string;
  /** Rises with each use. */
  counter = 0;
  /** Whether the device checks the person. */
  verifies = true;

  constructor(origin: string) {
    this.#origin = origin;
  }

  /** As `navigator.credentials.create` answers. */
  create(options: Record<string, unknown>): PasskeyRegistration {
    const { challenge, rp, user } = options as unknown as CeremonyOptions;
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const id = randomBytes(32);
    this.#credentials.push({ id, key: privateKey, user: user?.id ?? '' });
    const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
    const cose = Buffer.concat([
      // A map: kty EC2, alg ES256, crv P-256, then x and y.
      Buffer.from('a5010203262001215820', 'hex'),
      Buffer.from(x, 'base64url'),
      Buffer.from('225820', 'hex'),
      Buffer.from(y, 'base64url'),
    ]);
    const length = Buffer.alloc(2);
    length.writeUInt16BE(id.length);
    const credential = Buffer.concat([Buffer.alloc(16), length, id, cose]);
    const data = Buffer.concat([this.#authenticatorData(rp?.id ?? '', hasCredential), credential]);
    const size = Buffer.alloc(2);
    size.writeUInt16BE(data.length);
    const attestation = Buffer.concat([
      // A map: fmt "none", attStmt {}, authData of two bytes of length.
      Buffer.from('a363666d74646e6f6e656761747453746d74a0686175746844617461', 'hex'),
      Buffer.from([0x59]),
      size,
      data,
    ]);
    return {
      ...named(id),
      response: {
        clientDataJSON: this.#clientData('webauthn.create', challenge).toString('base64url'),
        attestationObject: attestation.toString('base64url'),
        transports: ['internal'],
      },
    };
  }

  /** As `navigator.credentials.get` answers, with the credential that was made last. */
  get(options: Record<string, unknown>): PasskeyAssertion {
    const { challenge, rpId = '' } = options as unknown as CeremonyOptions;
    const held = this.#credentials.at(-1);
    if (!held) throw new Error('This authenticator holds no credential.');
    this.counter++;
    const data = this.#authenticatorData(rpId, 0);
    const client = this.#clientData('webauthn.get', challenge);
    const signed = Buffer.concat([data, createHash('sha256').update(client).digest()]);
    return {
      ...named(held.id),
      response: {
        clientDataJSON: client.toString('base64url'),
        authenticatorData: data.toString('base64url'),
        signature: sign('sha256', signed, held.key).toString('base64url'),
        userHandle: held.user,
      },
    };
  }

  #authenticatorData(party: string, flags: number): Buffer {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(this.counter);
    const verified = this.verifies ? userVerified : 0;
    return Buffer.concat([
      createHash('sha256').update(party).digest(),
      Buffer.from([userPresent | verified | flags]),
      counter,
    ]);
  }

  #clientData(type: string, challenge: string): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin: this.#origin }));
  }
}

const named = (id: Buffer) => ({
  id: id.toString('base64url'),
  rawId: id.toString('base64url'),
  type: 'public-key' as const,
});
