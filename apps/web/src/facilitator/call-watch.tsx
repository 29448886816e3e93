/**
 * What calls a facilitator's attention to a call for help wherever they are (DSK-8): the title
 * of the tab until it is closed, sound and vibration while nobody has seen it; with the sheet of
 * the call, and the step that names open calls before one goes. Speech is speech/rows-leading.ts.
 */
import type { Thread } from '@holdspace/protocol';
import { useLingui } from '@lingui/react/macro';
import { useAlert } from '../alerts/use-alert.ts';
import { useCalls } from '../circle/calls.ts';
import type { Asked } from '../circle/calls-frame.tsx';
import type { PanelsProps } from '../circle/panels.ts';
import { isNew } from '../support/threads.ts';
import { UnderBarProvider } from '../ui/under-bar.ts';
import { CallSheet } from './call-sheet.tsx';
import { CallsFirst } from './calls-first.tsx';
import { ConsoleProvider } from './console.tsx';

/** In the sheets of calls themselves. */
const nothing = { page: null, sheet: null };

interface CallWatchProps extends Pick<PanelsProps, 'circle' | 'view' | 'send'> {
  readonly shown: Thread['id'] | null;
  readonly asked: Asked | null;
  readonly onShow: (thread: Thread['id']) => void;
  readonly onHide: () => void;
}

export default function CallWatch(props: CallWatchProps) {
  const { circle, view, send, shown, asked, onShow, onHide } = props;
  const { t } = useLingui();
  const { open } = useCalls();
  const thread = shown === null ? undefined : view.desk?.threads.find(({ id }) => id === shown);
  useAlert({ key: 'calls', title: t`Needs you`, level: 'call', sounds: false }, open.length > 0);
  return (
    <ConsoleProvider value={{ circle, view, send }}>
      <UnderBarProvider value={nothing}>
        {open.map((each) => (
          <CallAlert key={each.id} thread={each} />
        ))}
        {thread && <CallSheet thread={thread} onShow={onShow} onHide={onHide} />}
        {asked && <CallsFirst {...asked} />}
      </UnderBarProvider>
    </ConsoleProvider>
  );
}

/** Each new word of its person sounds anew, until somebody has seen it. */
function CallAlert({ thread }: { readonly thread: Thread }) {
  const { t } = useLingui();
  const key = `call ${thread.id} ${thread.entries.length}`;
  useAlert({ key, title: t`Needs you`, level: 'call' }, isNew(thread));
  return null;
}
