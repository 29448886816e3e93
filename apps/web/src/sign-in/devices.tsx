/**
 * The devices of a person in a circle: where they are signed in, recent sign-ins, the return code,
 * and signing out (KEY-2, KEY-3). Only the person sees this; the circle learns nothing of it.
 */
import { Trans } from '@lingui/react/macro';
import { useMembership } from '../circle/model/membership-context.ts';
import { useQuery } from '../lib/api/use-query.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { SpokenText } from '../ui/spoken-text.tsx';
import styles from './devices.module.css';
import type { OwnSessionsProps } from './own-sessions-props.ts';
import { PanelSection } from './panel-section.tsx';
import { ReturnCode } from './return-code.tsx';
import { ReturnCodeSection } from './return-code-section.tsx';
import { SecurityNotices } from './security-notices.tsx';
import { SessionList } from './session-list.tsx';
import { SignOutSection } from './sign-out-section.tsx';

export function DevicesPanel() {
  const { circle } = useMembership();
  const [loaded, reload] = useQuery((api) => api.sessions(circle), circle);
  if (loaded.state === 'loading') {
    return (
      <SpokenText>
        <Trans>One moment.</Trans>
      </SpokenText>
    );
  }
  if (loaded.state === 'failed') {
    return (
      <>
        <ReturnCode inSheet />
        <Notice tone="honey" spoken>
          {loaded.problem.message || <Trans>That didn’t work. Please press again.</Trans>}
        </Notice>
        <Button onClick={reload}>
          <Trans>Try again</Trans>
        </Button>
      </>
    );
  }
  return <DevicesContent sessions={loaded.value} onChanged={reload} />;
}

export function DevicesContent({ sessions, onChanged }: OwnSessionsProps) {
  return (
    <div className={styles.sections}>
      <SecurityNotices notices={sessions.notices} mayMakeCode={sessions.mayMakeCode === true} />
      <ReturnCodeSection sessions={sessions} onChanged={onChanged} />
      <PanelSection title={<Trans>Where you’re signed in</Trans>}>
        <SessionList sessions={sessions.sessions} />
      </PanelSection>
      <SignOutSection hasCode={sessions.hasCode} isAlone={sessions.sessions.length < 2} />
    </div>
  );
}
