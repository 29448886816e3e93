/**
 * Lists the open calls for help before a facilitator closes the meeting, steps out, leaves, hands
 * over or signs out, with a button to each call (DSK-7). It warns and never forbids.
 */
import type { MessageDescriptor } from '@lingui/core';
import { msg, plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { useEffect } from 'react';
import { type FacilitatorExit, useOpenCalls } from '../../circle/model/open-calls.ts';
import { callStatusText } from '../../lib/i18n/call-texts.ts';
import { Button } from '../../ui/button.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { CallItem } from './call-item.tsx';
import { CallerText } from './caller-text.tsx';
import styles from './open-calls-warning.module.css';

interface ExitTexts {
  /** What happens to the open calls. */
  readonly effect: MessageDescriptor;
  readonly anyway: MessageDescriptor;
}

const exitTexts: Readonly<Record<FacilitatorExit, ExitTexts>> = {
  close: {
    effect: msg`Open calls stay open after the meeting closes, and you can keep answering. But the people who asked may leave.`,
    anyway: msg`Close the meeting anyway`,
  },
  'step-out': {
    effect: msg`You can still read and answer while you’re out.`,
    anyway: msg`Step out anyway`,
  },
  leave: {
    effect: msg`You can still read and answer on this page after you leave.`,
    anyway: msg`Leave anyway`,
  },
  'hand-over': {
    effect: msg`Tell the other facilitator, so that someone keeps looking after this.`,
    anyway: msg`Hand over anyway`,
  },
  'sign-out': {
    effect: msg`After you sign out you can’t read or answer here.`,
    anyway: msg`Sign out anyway`,
  },
};

interface OpenCallsWarningProps {
  readonly exit: FacilitatorExit;
  readonly resolve: (go: boolean) => void;
}

export function OpenCallsWarning({ exit, resolve }: OpenCallsWarningProps) {
  const { i18n } = useLingui();
  const { open, show } = useOpenCalls();
  const { effect, anyway } = exitTexts[exit];
  const count = open.length;
  // Another facilitator has closed the last call meanwhile: nothing to warn about.
  // biome-ignore lint/correctness/useExhaustiveDependencies: answered once
  useEffect(() => {
    if (count === 0) resolve(true);
  }, [count]);
  return (
    <Sheet
      open
      onClose={() => resolve(false)}
      title={plural(count, {
        one: 'A call for help is still open',
        other: '# calls for help are still open',
      })}
    >
      <p>{i18n._(effect)}</p>
      <ul className={styles.list}>
        {open.map((thread) => (
          <CallItem key={thread.id} as="li" thread={thread}>
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
                resolve(false);
                show(thread.id);
              }}
            >
              <Trans>Open the call</Trans>
            </Button>
          </CallItem>
        ))}
      </ul>
      <div className={styles.buttons}>
        <Button onClick={() => resolve(false)}>
          <Trans>Cancel</Trans>
        </Button>
        <Button kind="danger" onClick={() => resolve(true)}>
          {i18n._(anyway)}
        </Button>
      </div>
    </Sheet>
  );
}
