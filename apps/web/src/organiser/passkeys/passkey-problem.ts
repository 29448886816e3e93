/** What went wrong at the device, in words; it is shown like a refusal of the server. */
import { ApiProblem } from '@holdspace/client';
import { t } from '@lingui/core/macro';

/** What the person was doing. */
export type PasskeyDoing = 'sign-in' | 'prove' | 'create';

export type PasskeyFault =
  /** Cancelled, too late, or no passkey for this site: browsers do not tell which (WebAuthn 14.6.2). */
  'cancelled' | 'known' | 'unsupported' | 'wrong-address' | 'device';

/** By the name of the error; `@simplewebauthn/browser` keeps that of the browser. */
const faultByName: Readonly<Record<string, PasskeyFault>> = {
  NotAllowedError: 'cancelled',
  AbortError: 'cancelled',
  InvalidStateError: 'known',
  SecurityError: 'wrong-address',
  NotSupportedError: 'unsupported',
  ConstraintError: 'unsupported',
};

export const passkeyFaultOf = (fault: unknown): PasskeyFault =>
  (fault instanceof Error ? faultByName[fault.name] : undefined) ?? 'device';

export function passkeyProblem(fault: PasskeyFault, doing: PasskeyDoing): ApiProblem {
  const message = doing === 'create' ? creationText(fault) : usageText(fault);
  return new ApiProblem(400, { code: `passkey-${fault}`, message });
}

function usageText(fault: PasskeyFault): string {
  if (fault !== 'cancelled') return sharedText(fault);
  return t`No passkey was used. Perhaps you cancelled, it took too long, or this device has no passkey for this site. You can try again, or come in by a one-time link.`;
}

function creationText(fault: PasskeyFault): string {
  if (fault !== 'cancelled') return sharedText(fault);
  return t`No passkey was made. Perhaps you cancelled, or it took too long. You can try again, or do it later.`;
}

function sharedText(fault: Exclude<PasskeyFault, 'cancelled'>): string {
  switch (fault) {
    case 'known':
      return t`This device already has a passkey of yours for this site.`;
    case 'unsupported':
      return t`This browser or device can’t use passkeys. Try another browser, or your phone. A one-time link works everywhere.`;
    case 'wrong-address':
      return t`Passkeys belong to one web address, and this page has another one. Open the site by its usual address.`;
    case 'device':
      return t`Your device couldn’t do this right now. Please try again.`;
  }
}
