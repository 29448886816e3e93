// @vitest-environment happy-dom
/** Acts that ask for the passkey again, and passkeys at the device (STF-2, STF-4). */
import { ApiProblem, type StaffApi } from '@holdspace/client';
import { screen } from '@testing-library/react';
import { beforeEach, expect, it, vi } from 'vitest';
import { AddPasskey } from '../../src/organiser/own/add-passkey.tsx';
import { deviceLabel } from '../../src/organiser/passkeys/device-label.ts';
import { ProofProvider } from '../../src/organiser/proof/proof-provider.tsx';
import { NewKeyForm } from '../../src/organiser/settings/new-key-form.tsx';
import { StaffSignInPage } from '../../src/organiser/sign-in/staff-sign-in-page.tsx';
import { renderScreen } from '../render-screen.tsx';

const server = {
  makeKey: vi.fn<StaffApi['makeKey']>(),
  proofOptions: vi.fn<StaffApi['proofOptions']>(),
  prove: vi.fn<StaffApi['prove']>(),
  passkeyOptions: vi.fn<StaffApi['passkeyOptions']>(),
  addPasskey: vi.fn<StaffApi['addPasskey']>(),
  passkeySignInOptions: vi.fn<StaffApi['passkeySignInOptions']>(),
  signInByPasskey: vi.fn<StaffApi['signInByPasskey']>(),
};
vi.mock('@holdspace/client', async (original) => ({
  ...(await original<typeof import('@holdspace/client')>()),
  api: () => server,
  staffApi: () => server,
}));
const device = {
  browserSupportsWebAuthn: vi.fn<() => boolean>(),
  startAuthentication: vi.fn<(given: unknown) => Promise<unknown>>(),
  startRegistration: vi.fn<(given: unknown) => Promise<unknown>>(),
};
vi.mock('@simplewebauthn/browser', () => ({
  browserSupportsWebAuthn: () => device.browserSupportsWebAuthn(),
  startAuthentication: (given: unknown) => device.startAuthentication(given),
  startRegistration: (given: unknown) => device.startRegistration(given),
}));

const credential = { id: 'credential' };
const proofNeeded = () => new ApiProblem(403, { code: 'proof-needed', message: 'Confirm.' });
const failure = (name: string) => Object.assign(new Error(name), { name });
beforeEach(() => {
  for (const call of [...Object.values(server), ...Object.values(device)]) call.mockReset();
  const options = { options: { challenge: 'c' } };
  server.proofOptions.mockResolvedValue(options);
  server.passkeyOptions.mockResolvedValue(options);
  server.passkeySignInOptions.mockResolvedValue(options);
  device.browserSupportsWebAuthn.mockReturnValue(true);
  device.startAuthentication.mockResolvedValue(credential);
  device.startRegistration.mockResolvedValue(credential);
});

function renderKeyForm() {
  const onMade = vi.fn();
  const shown = renderScreen(
    <ProofProvider>
      <NewKeyForm onMade={onMade} onCancel={() => undefined} />
    </ProofProvider>,
  );
  return { ...shown, onMade };
}
const button = (name: string) => screen.getByRole('button', { name });
const dialog = () => screen.queryByRole('dialog', { name: 'Please confirm that it’s you' });

it('STF-4 a heavy act asks for the passkey, says why, and is sent again after it', async () => {
  const made = { id: 'k', key: 'secret' };
  server.makeKey.mockRejectedValueOnce(proofNeeded()).mockResolvedValue(made);
  const { user, onMade } = renderKeyForm();
  await user.click(button('Make the key'));
  expect(dialog()?.textContent).toContain('can’t be undone, or shows a lot');
  expect(onMade).not.toHaveBeenCalled();
  await user.click(button('Use my passkey'));
  expect(device.startAuthentication).toHaveBeenCalledExactlyOnceWith({
    optionsJSON: { challenge: 'c' },
  });
  expect(server.prove).toHaveBeenCalledExactlyOnceWith(credential);
  expect(server.makeKey.mock.calls).toEqual([
    [{ scope: 'read', expires: '90d' }],
    [{ scope: 'read', expires: '90d' }],
  ]);
  expect(onMade).toHaveBeenCalledExactlyOnceWith(made);
  expect(dialog()).toBeNull();
});

it('STF-4 without the proof nothing is sent again, and the form keeps what was typed', async () => {
  server.makeKey.mockRejectedValue(proofNeeded());
  const { user, onMade } = renderKeyForm();
  await user.type(screen.getByRole('textbox', { name: 'Name of the key' }), 'calendar');
  await user.click(button('Make the key'));
  await user.click(button('Not now'));
  expect(server.makeKey).toHaveBeenCalledOnce();
  expect(screen.getByText(/Nothing was changed, because/)).toBeTruthy();
  expect(screen.getByRole('textbox', { name: 'Name of the key' })).toHaveProperty(
    ...(['value', 'calendar'] as const),
  );
  expect(onMade).not.toHaveBeenCalled();
});

it('STF-4 a proof that was cancelled can be tried again in the same sheet', async () => {
  server.makeKey.mockRejectedValueOnce(proofNeeded()).mockResolvedValue({ id: 'k', key: 's' });
  device.startAuthentication.mockRejectedValueOnce(failure('NotAllowedError'));
  const { user, onMade } = renderKeyForm();
  await user.click(button('Make the key'));
  await user.click(button('Use my passkey'));
  expect(dialog()?.textContent).toContain('No passkey was used.');
  await user.click(button('Use my passkey'));
  expect(onMade).toHaveBeenCalledOnce();
});

it('STF-4 an act that is refused again after the proof says why, and asks no second time', async () => {
  const refused = new ApiProblem(409, { code: 'not-yours', message: 'Not this one.' });
  server.makeKey.mockRejectedValueOnce(proofNeeded()).mockRejectedValue(refused);
  const { user } = renderKeyForm();
  await user.click(button('Make the key'));
  await user.click(button('Use my passkey'));
  expect(screen.getByText('Not this one.')).toBeTruthy();
  expect(dialog()).toBeNull();
});

it('STF-2 a passkey is made under the name of the device', async () => {
  const onAdded = vi.fn();
  const { user } = renderScreen(<AddPasskey onAdded={onAdded} />);
  await user.click(button('Make a passkey on this device'));
  expect(server.addPasskey).toHaveBeenCalledExactlyOnceWith({ name: deviceLabel(), credential });
  expect(onAdded).toHaveBeenCalledOnce();
});

it('STF-4 beside others a passkey needs a proof first: the device makes none before it', async () => {
  server.passkeyOptions.mockRejectedValueOnce(proofNeeded());
  const { user } = renderScreen(
    <ProofProvider>
      <AddPasskey onAdded={() => undefined} />
    </ProofProvider>,
  );
  await user.click(button('Make a passkey on this device'));
  expect(device.startRegistration).not.toHaveBeenCalled();
  await user.click(button('Use my passkey'));
  expect(device.startRegistration).toHaveBeenCalledOnce();
  expect(server.addPasskey).toHaveBeenCalledOnce();
});

it.each([
  ['NotAllowedError', /No passkey was made\. Perhaps you cancelled/],
  ['InvalidStateError', /already has a passkey of yours/],
  ['SecurityError', /Passkeys belong to one web address/],
  ['ConstraintError', /can’t use passkeys/],
  ['UnknownError', /couldn’t do this right now/],
])('STF-2 what went wrong at the device is said in words: %s', async (name, words) => {
  device.startRegistration.mockRejectedValue(failure(name));
  const { user } = renderScreen(<AddPasskey onAdded={() => undefined} />);
  await user.click(button('Make a passkey on this device'));
  expect(screen.getByText(words)).toBeTruthy();
  expect(server.addPasskey).not.toHaveBeenCalled();
});

it('STF-2 a browser without passkeys says so, and names the other way in', async () => {
  device.browserSupportsWebAuthn.mockReturnValue(false);
  const { user } = renderScreen(
    <StaffSignInPage hasEnded={false} guestCircles={[]} onSignedIn={() => undefined} />,
  );
  await user.click(button('Sign in with your passkey'));
  expect(screen.getByText(/This browser or device can’t use passkeys/)).toBeTruthy();
  expect(screen.getByText(/Then you come in by a one-time link/)).toBeTruthy();
});

it('STF-2 somebody signs in without a name, and the sign-in is named after the device', async () => {
  const onSignedIn = vi.fn();
  const { user } = renderScreen(
    <StaffSignInPage hasEnded={false} guestCircles={[]} onSignedIn={onSignedIn} />,
  );
  expect(screen.queryByRole('textbox')).toBeNull();
  await user.click(screen.getByRole('checkbox', { name: 'I’m on a shared device' }));
  await user.click(button('Sign in with your passkey'));
  expect(server.signInByPasskey).toHaveBeenCalledExactlyOnceWith({
    ...{ credential, sharedDevice: true, label: deviceLabel() },
  });
  expect(onSignedIn).toHaveBeenCalledOnce();
});

it('STF-2 a site whose address takes no passkeys says what its operator changes', async () => {
  const message = 'Passkeys need https. The person who runs this server sets PUBLIC_URL.';
  server.passkeySignInOptions.mockRejectedValue(
    new ApiProblem(409, { code: 'no-passkeys', message }),
  );
  const { user } = renderScreen(
    <StaffSignInPage hasEnded={false} guestCircles={[]} onSignedIn={() => undefined} />,
  );
  await user.click(button('Sign in with your passkey'));
  expect(screen.getByText(message)).toBeTruthy();
});

it('STF-3 a device has a name that its person knows', () => {
  const android =
    'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/141.0 Mobile Safari/537.36';
  const iphone =
    'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Mobile/15E148 Safari/604.1';
  const edge = 'Mozilla/5.0 (Windows NT 10.0; Win64) Chrome/141.0 Safari/537.36 Edg/141.0';
  expect([android, iphone, edge, ''].map((agent) => deviceLabel(agent))).toEqual([
    ...['Chrome on Android', 'Safari on iPhone', 'Edge on Windows', 'This device'],
  ]);
});
