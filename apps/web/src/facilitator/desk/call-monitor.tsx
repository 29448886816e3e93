/**
 * Alerts a facilitator to open calls for help on every screen (DSK-8): the title of the tab until
 * a call is closed, sound and vibration until someone has seen it. It also shows the sheet of a
 * call and the warning about open calls. Speech rules are in circle/speech.
 */
import type { Thread } from '@holdspace/protocol';
import { useLingui } from '@lingui/react/macro';
import { isUnseenThread } from '../../app/support/thread-status.ts';
import type { ExitConfirmation } from '../../circle/model/open-calls.ts';
import { useOpenCalls } from '../../circle/model/open-calls.ts';
import type { FacilitatorPanelsProps } from '../../circle/model/panels-props.ts';
import { useAlert } from '../../lib/alerts/use-alert.ts';
import { UnderBarProvider } from '../../ui/under-bar.ts';
import { ConsoleProvider } from '../console/console-context.tsx';
import { CallSheet } from './call-sheet.tsx';
import { OpenCallsWarning } from './open-calls-warning.tsx';

/** The sheets of calls show no call bar of their own. */
const emptySlots = { page: null, sheet: null };

interface CallMonitorProps extends Pick<FacilitatorPanelsProps, 'circle' | 'view' | 'send'> {
  readonly shown: Thread['id'] | null;
  readonly asked: ExitConfirmation | null;
  readonly onShow: (thread: Thread['id']) => void;
  readonly onHide: () => void;
}

export default function CallMonitor(props: CallMonitorProps) {
  const { circle, view, send, shown, asked, onShow, onHide } = props;
  const { t } = useLingui();
  const { open } = useOpenCalls();
  const thread = shown === null ? undefined : view.desk?.threads.find(({ id }) => id === shown);
  useAlert({ key: 'calls', title: t`Needs you`, level: 'call', isAudible: false }, open.length > 0);
  return (
    <ConsoleProvider value={{ circle, view, send }}>
      <UnderBarProvider value={emptySlots}>
        {open.map((each) => (
          <CallAlert key={each.id} thread={each} />
        ))}
        {thread && <CallSheet thread={thread} onShow={onShow} onClose={onHide} />}
        {asked && <OpenCallsWarning {...asked} />}
      </UnderBarProvider>
    </ConsoleProvider>
  );
}

/** Each new entry of the caller sounds again, until someone has seen the call. */
function CallAlert({ thread }: { readonly thread: Thread }) {
  const { t } = useLingui();
  const key = `call ${thread.id} ${thread.entries.length}`;
  useAlert({ key, title: t`Needs you`, level: 'call' }, isUnseenThread(thread));
  return null;
}
