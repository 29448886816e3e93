/**
 * Before a facilitator closes the meeting, steps out, leaves, hands over or signs out: the calls
 * for help that are open, with the way to each of them (DSK-7). Nothing is forbidden.
 */
import type { MessageDescriptor } from '@lingui/core';
import { msg, plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { useEffect } from 'react';
import { type FacilitatorExit, useOpenCalls } from '../../circle/model/open-calls.ts';
import { callStatusText } from '../../lib/i18n/call-texts.ts';
import { Button } from '../../ui/button.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { CallerText } from './caller-text.tsx';
import styles from './calls.module.css';

interface ExitTexts {
  /** What the calls do not end with. */
  readonly about: MessageDescriptor;
  readonly anyway: MessageDescriptor;
}

const exitTexts: Readonly<Record<FacilitatorExit, ExitTexts>> = {
  close: {
    about: msg`Open calls stay open after the meeting closes, and you can keep answering. But the people who asked may leave.`,
    anyway: msg`Close the meeting anyway`,
  },
  'step-out': {
    about: msg`You can still read and answer while you’re out.`,
    anyway: msg`Step out anyway`,
  },
  leave: {
    about: msg`You can still read and answer on this page after you leave.`,
    anyway: msg`Leave anyway`,
  },
  'hand-over': {
    about: msg`Tell the other facilitator, so that someone keeps looking after this.`,
    anyway: msg`Hand over anyway`,
  },
  'sign-out': {
    about: msg`After you sign out you can’t read or answer here.`,
    anyway: msg`Sign out anyway`,
  },
};

interface OpenCallsWarningProps {
  readonly exit: FacilitatorExit;
  readonly resolve: (go: boolean) => void;
}

export function OpenCallsWarning({ exit: ending, resolve: answer }: OpenCallsWarningProps) {
  const { i18n } = useLingui();
  const { open, show } = useOpenCalls();
  const { about, anyway } = exitTexts[ending];
  const count = open.length;
  // Another facilitator closed the last of them meanwhile.
  // biome-ignore lint/correctness/useExhaustiveDependencies: answered once
  useEffect(() => {
    if (count === 0) answer(true);
  }, [count]);
  return (
    <Sheet
      open
      onClose={() => answer(false)}
      title={plural(count, {
        one: 'A call for help is still open',
        other: '# calls for help are still open',
      })}
    >
      <p>{i18n._(about)}</p>
      <ul className={styles.list}>
        {open.map((thread) => (
          <li key={thread.id} className={styles.item} data-help={thread.help}>
            <p>
              <b>
                <CallerText thread={thread} />
              </b>
              <br />
              {i18n._(callStatusText(thread))}
            </p>
            <Button
              kind="primary"
              onClick={() => {
                answer(false);
                show(thread.id);
              }}
            >
              <Trans>Open the call</Trans>
            </Button>
          </li>
        ))}
      </ul>
      <div className={styles.row}>
        <Button onClick={() => answer(false)}>
          <Trans>Cancel</Trans>
        </Button>
        <Button kind="danger" onClick={() => answer(true)}>
          {i18n._(anyway)}
        </Button>
      </div>
    </Sheet>
  );
}
