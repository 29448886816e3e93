/**
 * Acts of facilitators on this person: shown until read, each with a way to appeal (VOI-3, VOI-7).
 * inbox-notice.tsx shows answers to them.
 */
import type { Receipt } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { openSupport } from '../app/support/support-state.ts';
import { useCircle } from '../circle/model/circle-context.ts';
import { ReceiptDetails } from '../desk/receipt.tsx';
import { formatDateTime } from '../lib/i18n/dates.ts';
import { appealStatusTexts } from '../lib/i18n/thread-texts.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { useReadIds } from './use-read-ids.ts';

/** Shown here; a mute has its own lasting notice, a removal has a page of its own. */
const noticeKinds: readonly Receipt['kind'][] = ['nudge', 'warn', 'stop', 'redact'];

/** All of it once; then one line, with the rest a press away. */
export function MuteNotice() {
  const { circle, view } = useCircle();
  const { mutedUntil, receipts } = view.mine;
  const receipt = receipts.findLast((each) => each.kind === 'mute');
  const [read, setRead] = useReadIds(`told.${circle}`);
  const until = typeof mutedUntil === 'number' ? formatDateTime(mutedUntil) : null;
  if (!receipt || read.includes(receipt.id)) {
    return (
      <Notice
        tone="honey"
        action={
          receipt && (
            <Button kind="plain" onClick={() => setRead(read.filter((id) => id !== receipt.id))}>
              <Trans>Why</Trans>
            </Button>
          )
        }
      >
        {until ? (
          <Trans>You’re listening until {until}.</Trans>
        ) : mutedUntil === 'meeting' ? (
          <Trans>You’re listening for the rest of this meeting.</Trans>
        ) : (
          <Trans>You’re listening for now.</Trans>
        )}
      </Notice>
    );
  }
  return (
    <Notice
      stacked
      tone="honey"
      action={
        <>
          <Button onClick={() => setRead([...read, receipt.id])}>
            <Trans>OK</Trans>
          </Button>
          <AppealButton receipt={receipt} />
        </>
      }
    >
      <ReceiptDetails receipt={receipt} />
    </Notice>
  );
}

/** Asks another person to look at the act; after that, shows the state of the appeal. */
export function AppealButton({
  receipt,
  wide,
}: {
  readonly receipt: Receipt;
  readonly wide?: boolean;
}) {
  const { i18n } = useLingui();
  const { view, openPersonalSheet } = useCircle();
  const { mine } = view;
  const thread = mine.threads.findLast((each) => each.receipt?.id === receipt.id);
  if (thread) {
    return (
      <Button kind={wide ? 'quiet' : 'plain'} wide={wide} onClick={openSupport}>
        {i18n._(appealStatusTexts[thread.state])}
      </Button>
    );
  }
  if (mine.can.appeal !== true) return null;
  return (
    <Button
      kind={wide ? 'quiet' : 'plain'}
      size={wide ? 'm' : 's'}
      wide={wide}
      onClick={() => openPersonalSheet({ what: 'appeal', receipt })}
    >
      <Trans>I disagree</Trans>
    </Button>
  );
}

export function ModerationNotices() {
  const { circle, view } = useCircle();
  const { mine } = view;
  const [read, setRead] = useReadIds(`told.${circle}`);
  const close = (id: string) => setRead([...read, id]);
  const acts = mine.receipts.filter(
    ({ id, kind }) => noticeKinds.includes(kind) && !read.includes(id),
  );
  return (
    <>
      {acts.map((receipt) => (
        <Notice
          key={receipt.id}
          stacked
          tone={receipt.kind === 'nudge' ? 'plum' : 'honey'}
          action={
            <>
              <Button onClick={() => close(receipt.id)}>
                <Trans>OK</Trans>
              </Button>
              {receipt.kind === 'nudge' ? (
                <Button kind="plain" onClick={openSupport}>
                  <Trans>Answer</Trans>
                </Button>
              ) : (
                <AppealButton receipt={receipt} />
              )}
            </>
          }
        >
          <ReceiptDetails receipt={receipt} />
        </Notice>
      ))}
    </>
  );
}
