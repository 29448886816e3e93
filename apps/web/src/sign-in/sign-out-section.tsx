/** Signing out on this device or on all devices, each after a confirmation (KEY-2). */
import { Trans, useLingui } from '@lingui/react/macro';
import { useLocation } from 'wouter';
import { useMembership } from '../circle/model/membership-context.ts';
import { useOpenCalls } from '../circle/model/open-calls.ts';
import { useRequest } from '../lib/api/use-request.ts';
import { paths } from '../lib/paths.ts';
import { resetTabStorage } from '../lib/storage/storage.ts';
import { ConfirmButton } from '../ui/confirm-button.tsx';
import { PanelSection } from './panel-section.tsx';

interface SignOutSectionProps {
  readonly hasCode: boolean;
  /** No other device is signed in. */
  readonly isAlone: boolean;
}

export function SignOutSection({ hasCode, isAlone }: SignOutSectionProps) {
  const { t } = useLingui();
  const { circle } = useMembership();
  const { confirmExit } = useOpenCalls();
  const [, navigate] = useLocation();
  const here = useRequest();
  const everywhere = useRequest();
  const leave = () => {
    resetTabStorage();
    navigate(paths.signedOut, { replace: true });
  };
  const signOutHere = async (): Promise<boolean> => {
    if (!(await confirmExit('sign-out'))) return false;
    const isDone = (await here.run((api) => api.signOut(circle)))?.ok === true;
    if (isDone) leave();
    return isDone;
  };
  const signOutEverywhere = async (): Promise<boolean> => {
    if (!(await confirmExit('sign-out'))) return false;
    const result = await everywhere.run(async (api) => {
      await api.signOutEverywhere(circle);
      // Removes the cookie of the ended session, which a new request would send again.
      await api.signOut(circle).catch(() => undefined);
    });
    const isDone = result?.ok === true;
    if (isDone) leave();
    return isDone;
  };
  const returnCodeText = hasCode ? (
    <Trans>Your return code still works.</Trans>
  ) : (
    <strong>
      <Trans>You have no return code. Without one you can’t come back under this name.</Trans>
    </strong>
  );
  return (
    <PanelSection title={<Trans>Sign out</Trans>}>
      <ConfirmButton
        label={t`Sign out here`}
        confirmLabel={t`Yes, sign out here`}
        cancelLabel={t`Stay signed in`}
        busy={here.busy}
        problem={here.errorText}
        onConfirm={signOutHere}
      >
        <Trans>This browser forgets you and your drafts. Your messages in the circle stay.</Trans>{' '}
        {returnCodeText}
      </ConfirmButton>
      {!isAlone && (
        <ConfirmButton
          label={t`Sign out everywhere`}
          confirmLabel={t`Yes, sign out everywhere`}
          cancelLabel={t`Stay signed in`}
          busy={everywhere.busy}
          problem={everywhere.errorText}
          onConfirm={signOutEverywhere}
        >
          <Trans>
            This signs out all your devices at once, this one too. If someone else may have your
            code, make a new code instead.
          </Trans>{' '}
          {returnCodeText}
        </ConfirmButton>
      )}
    </PanelSection>
  );
}
