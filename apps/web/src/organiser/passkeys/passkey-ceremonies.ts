/**
 * What is done with a passkey, from the options of the server to its answer (STF-2, STF-4). Each
 * rejects with an `ApiProblem`: of the server, or of the device (passkey-problem.ts).
 */
import type { StaffApi } from '@holdspace/client';
import type { PasskeyAssertion, PasskeyOptions, PasskeyRegistration } from '@holdspace/protocol';
import { type PasskeyDoing, passkeyFaultOf, passkeyProblem } from './passkey-problem.ts';
import { loadWebAuthn } from './web-authn.lazy.ts';

type WebAuthn = Awaited<ReturnType<typeof loadWebAuthn>>;
type CreationOptions = Parameters<WebAuthn['startRegistration']>[0]['optionsJSON'];
type RequestOptions = Parameters<WebAuthn['startAuthentication']>[0]['optionsJSON'];

export interface PasskeySignIn {
  /** The sign-in ends with the browser. */
  readonly sharedDevice: boolean;
  /** How the device is called in the list of sign-ins. */
  readonly label: string;
}

export async function signInWithPasskey(api: StaffApi, device: PasskeySignIn): Promise<void> {
  const credential = await assertion(await api.passkeySignInOptions(), 'sign-in');
  await api.signInByPasskey({ credential, ...device });
}

/** A fresh proof for heavy acts. */
export async function proveWithPasskey(api: StaffApi): Promise<void> {
  await api.prove(await assertion(await api.proofOptions(), 'prove'));
}

/** Makes a passkey on this device. Rejects with `proof-needed` before the device is asked. */
export async function createPasskey(api: StaffApi, name: string): Promise<void> {
  const { options } = await api.passkeyOptions();
  // The server makes what the library takes; the protocol does not repeat the types of browsers.
  const optionsJSON = options as unknown as CreationOptions;
  const credential: PasskeyRegistration = await atDevice('create', (device) =>
    device.startRegistration({ optionsJSON }),
  );
  await api.addPasskey({ name, credential });
}

function assertion({ options }: PasskeyOptions, doing: PasskeyDoing): Promise<PasskeyAssertion> {
  const optionsJSON = options as unknown as RequestOptions;
  return atDevice(doing, (device) => device.startAuthentication({ optionsJSON }));
}

async function atDevice<T>(doing: PasskeyDoing, ask: (device: WebAuthn) => Promise<T>): Promise<T> {
  const device = await loadWebAuthn();
  if (!device.browserSupportsWebAuthn()) throw passkeyProblem('unsupported', doing);
  return ask(device).catch((fault: unknown) => {
    throw passkeyProblem(passkeyFaultOf(fault), doing);
  });
}
