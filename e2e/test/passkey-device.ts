/**
 * A device that keeps passkeys: Chromium's virtual authenticator behind one page, which checks the
 * person by itself. Browsers make passkeys for `localhost` and not for a number of an address.
 */
import type { CDPSession, Page } from '@playwright/test';

/** The same server under the name that passkeys need. */
export const underLocalhost = (url: string): string => {
  const named = new URL(url);
  named.hostname = 'localhost';
  return named.href.replace(/\/$/, '');
};

export class PasskeyDevice {
  readonly #session: CDPSession;
  readonly #id: string;

  private constructor(session: CDPSession, id: string) {
    this.#session = session;
    this.#id = id;
  }

  static async behind(page: Page): Promise<PasskeyDevice> {
    const session = await page.context().newCDPSession(page);
    await session.send('WebAuthn.enable');
    const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        ...{ protocol: 'ctap2', transport: 'internal', hasResidentKey: true },
        ...{ hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
      },
    });
    return new PasskeyDevice(session, authenticatorId);
  }

  async count(): Promise<number> {
    return (await this.#credentials()).length;
  }

  /** As a service that keeps the passkeys of one person on all their devices. */
  async syncFrom(other: PasskeyDevice): Promise<void> {
    for (const credential of await other.#credentials()) {
      await this.#session.send('WebAuthn.addCredential', {
        ...{ authenticatorId: this.#id, credential },
      });
    }
  }

  /** Whether the next dialogue is confirmed by the person. */
  async confirms(is: boolean): Promise<void> {
    await this.#session.send('WebAuthn.setUserVerified', {
      ...{ authenticatorId: this.#id, isUserVerified: is },
    });
  }

  async #credentials() {
    const asked = { authenticatorId: this.#id };
    return (await this.#session.send('WebAuthn.getCredentials', asked)).credentials;
  }
}
