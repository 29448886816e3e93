/**
 * The address of the service worker, the one script that a page loads by itself. The policy of
 * the server (`trusted-types holdspace`) lets no other address become code: whatever is asked
 * for, it is this one. Browsers that know no Trusted Types ask for nothing.
 */

interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL(): string },
  ): { createScriptURL(asked: string): string };
}

const address = '/service-worker.js';

export const workerAddress: string =
  (window as { readonly trustedTypes?: TrustedTypes }).trustedTypes
    ?.createPolicy('holdspace', { createScriptURL: () => address })
    .createScriptURL('') ?? address;
