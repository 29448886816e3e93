/** Private feedback about the meeting, to the organiser, without a name (PHA-5). */
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useCircle } from '../circle/model/circle-context.ts';
import { Card } from '../ui/card.tsx';
import { PrivateMessageForm } from './private-message-form.tsx';

export function FeedbackForm() {
  const { t } = useLingui();
  const { circle, view } = useCircle();
  const [given, setGiven] = useState(false);
  if (view.mine.can.feedback !== true) return null;
  return (
    <Card title={<Trans>How was it for you?</Trans>}>
      {given ? (
        <p>
          <Trans>Thank you. The organiser can read it, without your name.</Trans>
        </p>
      ) : (
        <PrivateMessageForm
          storageKey={`feedback.${circle}`}
          label={t`What helped, or what should change?`}
          hint={t`Only the organiser reads it, within the next hour. It shows no name and no time. You won’t get an answer.`}
          rows={2}
          command={(text) => ({ do: 'feedback', text })}
          button={<Trans>Send feedback</Trans>}
          sentText={t`Sent without your name.`}
          onSent={() => setGiven(true)}
        />
      )}
    </Card>
  );
}
