/** Asked once, when a person begins to facilitate: sound and vibration for calls for help (DSK-8). */
import { Trans } from '@lingui/react/macro';
import { AlertPermissionPrompt } from './settings/alert-settings.tsx';

export function CallAlertPrompt() {
  return (
    <AlertPermissionPrompt level="call">
      <Trans>
        If someone here asks for help while you’re looking elsewhere, should this device play a soft
        sound and vibrate?
      </Trans>
    </AlertPermissionPrompt>
  );
}
