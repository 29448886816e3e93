/** What talks to the device about passkeys; loaded when it is about to be needed. */
import { retryLoad } from '../../lib/loading/retry-load.ts';

export const loadWebAuthn = () => retryLoad(() => import('@simplewebauthn/browser'));

/** Browsers ask for a press shortly before: what is loaded then must not delay it. */
export const preloadWebAuthn = (): void => void loadWebAuthn().catch(() => undefined);
