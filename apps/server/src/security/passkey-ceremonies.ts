/**
 * Makes and verifies what a browser exchanges with an authenticator (STF-2), by
 * `@simplewebauthn/server`. It knows no ledger: the house decides what a verified passkey opens.
 */
import type { OwnedPasskey, UsedChallenge } from '@holdspace/core';
import type { PasskeyAssertion, PasskeyRegistration } from '@holdspace/protocol';
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import {
  type ChallengeScope,
  challengeLifetime,
  type PasskeyChallenges,
} from './passkey-challenges.ts';
import type { RelyingParty } from './relying-party.ts';

/** The name of the site in the dialogue of a device. */
const siteName = 'Holdspace';
/** EdDSA, ES256, RS256: between them, every device has one. */
const supportedAlgorithmIDs = [-8, -7, -257];

export interface NewCredential {
  readonly credential: string;
  readonly publicKey: string;
  readonly counter: number;
  readonly transports: readonly string[];
  readonly challenge: UsedChallenge;
}

export interface VerifiedAssertion {
  readonly counter: number;
  readonly challenge: UsedChallenge;
}

export class PasskeyCeremonies {
  readonly #challenges: PasskeyChallenges;

  constructor(challenges: PasskeyChallenges) {
    this.#challenges = challenges;
  }

  /** The passkey is discoverable: no name is typed. A device with a passkey of `known` makes no second one. */
  async registrationOptions(
    party: RelyingParty,
    scope: ChallengeScope,
    person: { readonly id: string; readonly name: string; readonly known: readonly string[] },
  ): Promise<Record<string, unknown>> {
    const options = await generateRegistrationOptions({
      rpName: siteName,
      rpID: party.id,
      userID: new Uint8Array(Buffer.from(person.id)),
      userName: person.name,
      userDisplayName: person.name,
      challenge: this.#challenges.create(scope),
      timeout: challengeLifetime,
      attestationType: 'none',
      supportedAlgorithmIDs,
      excludeCredentials: person.known.map((id) => ({ id })),
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    });
    return { ...options };
  }

  /** `known`: the passkeys that may answer; empty for whichever the person chooses. */
  async authenticationOptions(
    party: RelyingParty,
    scope: ChallengeScope,
    known: readonly string[] = [],
  ): Promise<Record<string, unknown>> {
    const options = await generateAuthenticationOptions({
      rpID: party.id,
      challenge: this.#challenges.create(scope),
      timeout: challengeLifetime,
      userVerification: 'required',
      allowCredentials: known.map((id) => ({ id })),
    });
    return { ...options };
  }

  /** Null for an answer that does not hold: another origin, challenge, signature, or no check of the person. */
  async verifyRegistration(
    party: RelyingParty,
    scope: ChallengeScope,
    { response, ...given }: PasskeyRegistration,
  ): Promise<NewCredential | null> {
    const { transports = [], ...rest } = response;
    const expected = this.#expect(party, scope);
    const verified = await verifyRegistrationResponse({
      response: { ...given, response: rest, clientExtensionResults: {} },
      ...expected.options,
      supportedAlgorithmIDs,
      requireUserVerification: true,
    }).catch(() => null);
    const info = verified?.registrationInfo;
    const challenge = expected.used();
    if (!info || !challenge) return null;
    const { id: credential, publicKey, counter } = info.credential;
    const key = Buffer.from(publicKey).toString('base64url');
    return { credential, publicKey: key, counter, transports, challenge };
  }

  /** Null as above, and for an authenticator whose counter went back: a copy of it (WebAuthn 7.2). */
  async verifyAssertion(
    party: RelyingParty,
    scope: ChallengeScope,
    { response, ...given }: PasskeyAssertion,
    { passkey }: OwnedPasskey,
  ): Promise<VerifiedAssertion | null> {
    const { userHandle, ...rest } = response;
    const expected = this.#expect(party, scope);
    const verified = await verifyAuthenticationResponse({
      response: {
        ...given,
        response: userHandle === undefined ? rest : { ...rest, userHandle },
        clientExtensionResults: {},
      },
      ...expected.options,
      credential: {
        id: passkey.credential,
        publicKey: new Uint8Array(Buffer.from(passkey.publicKey, 'base64url')),
        counter: passkey.counter,
      },
      requireUserVerification: true,
    }).catch(() => null);
    const challenge = expected.used();
    if (!verified?.verified || !challenge) return null;
    return { counter: verified.authenticationInfo.newCounter, challenge };
  }

  #expect({ origin, id }: RelyingParty, scope: ChallengeScope) {
    let used: UsedChallenge | null = null;
    const expectedChallenge = (given: string) => {
      used = this.#challenges.read(given, scope);
      return used !== null;
    };
    return {
      used: (): UsedChallenge | null => used,
      options: { expectedChallenge, expectedOrigin: origin, expectedRPID: id },
    };
  }
}
