/** A private word about the meeting, to the organiser, without a name (PHA-5). */
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useHere } from '../circle/context.ts';
import { Card } from '../ui/card.tsx';
import { WriteForm } from './write-form.tsx';

export function Feedback() {
  const { t } = useLingui();
  const { view, send } = useHere();
  const [given, setGiven] = useState(false);
  if (view.mine.can.feedback !== true) return null;
  return (
    <Card title={<Trans>How was it for you?</Trans>}>
      {given ? (
        <p>
          <Trans>Thank you. The organiser can read it, without your name.</Trans>
        </p>
      ) : (
        <WriteForm
          keptAs="feedback"
          label={t`Something that helped, or something to change`}
          hint={t`Only the organiser reads it, within the next hour. It carries no name and no time, and no answer comes.`}
          rows={2}
          send={(text) => send({ do: 'feedback', text })}
          button={<Trans>Send it</Trans>}
          sent={t`Sent, without your name.`}
          onSent={() => setGiven(true)}
        />
      )}
    </Card>
  );
}
