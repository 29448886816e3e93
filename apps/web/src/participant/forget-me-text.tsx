/** What goes and what stays when a person leaves a circle for good (PRV-11). */
import { Trans } from '@lingui/react/macro';

export function ForgetMeText() {
  return (
    <>
      <p>
        <Trans>
          You’ll leave this circle. Your name and everything you wrote here are deleted on every
          device, and your way back stops working. This can’t be undone.
        </Trans>
      </p>
      <p>
        <Trans>
          What stays, without your name: that someone had a turn, asked or was told something, and
          when. What others wrote stays. If you’re muted or excluded, that stays until it ends, and
          you can’t come back before then. Existing backups keep what’s in them.
        </Trans>
      </p>
    </>
  );
}
