/**
 * The agreements changed in meaning since this person agreed: what is different, and consent, before
 * they go in (AGR-2). The same clauses as at the door of the meeting.
 */
import { memberApi } from '@holdspace/client';
import type { PlaceBody } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '../lib/api/use-query.ts';
import { useRequest } from '../lib/api/use-request.ts';
import { AgreementChanges } from '../participant/agreement-changes.tsx';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { CommandError } from '../ui/command-error.tsx';

interface ChangedAgreementsProps {
  readonly place: PlaceBody;
  readonly onAgreed: () => void;
}

export function ChangedAgreements({ place, onAgreed }: ChangedAgreementsProps) {
  const { t } = useLingui();
  const { circle, agreements } = place;
  const request = useRequest();
  // Asked again when they change once more.
  const [loaded, reload] = useQuery(
    () => memberApi({}).agreements(circle),
    `${circle} ${agreements.version}`,
  );
  if (loaded.state !== 'there') {
    return (
      <Card tone="honey" title={<Trans>Our agreements changed</Trans>}>
        <p>
          {loaded.state === 'loading' ? (
            <Trans>One moment…</Trans>
          ) : (
            <Trans>What changed is shown here when you’re connected.</Trans>
          )}
        </p>
      </Card>
    );
  }
  const { version, changes, clauses } = loaded.value;
  const agree = async () => {
    const result = await request.run(() => memberApi({}).agree(circle, version));
    if (!result?.ok) return reload();
    announce(t`Thank you. You agreed to the agreements as they are now.`);
    document.querySelector<HTMLElement>('h1')?.focus();
    onAgreed();
  };
  return (
    <Card tone="honey" title={<Trans>Our agreements changed</Trans>}>
      <p>
        <Trans>
          Please read what’s different. Once you agree, you can read and write in the circle again.
          Take your time: your seat is kept, and no one is shown who has agreed.
        </Trans>
      </p>
      <AgreementChanges changes={changes} clauses={clauses} level={3} />
      <CommandError command={request} />
      <Button kind="primary" size="l" wide busy={request.busy} onClick={() => void agree()}>
        <Trans>I agree</Trans>
      </Button>
    </Card>
  );
}
