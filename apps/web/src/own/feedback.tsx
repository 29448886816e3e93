/** A private word about the meeting, to the organiser, without a name (PHA-5). */
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useHere } from '../circle/context.ts';
import { Card } from '../ui/card.tsx';
import { WriteForm } from './write-form.tsx';

export function Feedback() {
  const { t } = useLingui();
  const { circle, view, send } = useHere();
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
          keptAs={`feedback.${circle}`}
          label={t`What helped, or what should change?`}
          hint={t`Only the organiser reads it, within the next hour. It shows no name and no time. You won’t get an answer.`}
          rows={2}
          send={(text) => send({ do: 'feedback', text })}
          button={<Trans>Send feedback</Trans>}
          sent={t`Sent without your name.`}
          onSent={() => setGiven(true)}
        />
      )}
    </Card>
  );
}
