/** Registers the service worker. Over plain http there is none, and nothing needs it. */

const address = '/service-worker.js';

interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { readonly createScriptURL: () => string },
  ): { createScriptURL(input: string): string };
}

/** The content security policy lets one policy name script addresses; this one knows one. */
export function registerWorker(): void {
  const { trustedTypes } = window as { readonly trustedTypes?: TrustedTypes };
  const policy = trustedTypes?.createPolicy('holdspace', { createScriptURL: () => address });
  navigator.serviceWorker
    ?.register(policy?.createScriptURL(address) ?? address)
    .catch(() => undefined);
}
