/** A facilitator removes a message: with a reason and a kind sentence to its writer (VOI-3, VOI-6). */
import type { Message, Reason } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Choice, TextArea } from '../ui/field.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { reasonWords } from '../words/reasons.ts';
import { useHere } from './context.ts';

interface RedactSheetProps {
  readonly message: Message;
  readonly onClose: () => void;
}

export default function RedactSheet({ message, onClose }: RedactSheetProps) {
  const { t, i18n } = useLingui();
  const { act, nameOf } = useHere();
  const [reason, setReason] = useState<Reason>('agreement');
  const [note, setNote] = useState('');
  const [asked, setAsked] = useState(false);
  const name = nameOf(message.by);
  const why = i18n._(reasonWords[reason]);
  const remove = async () => {
    setAsked(true);
    if (note.trim() === '') return;
    if (await act({ do: 'redact', message: message.id, reason, note: note.trim() })) onClose();
  };
  return (
    <Sheet open onClose={onClose} title={<Trans>Remove this message</Trans>}>
      <p>
        <Trans>
          Its words are deleted everywhere, for good. The circle sees that one was removed.
        </Trans>
      </p>
      <Choice
        label={t`It is about`}
        value={reason}
        onChange={setReason}
        options={(Object.keys(reasonWords) as Reason[]).map((value) => ({
          value,
          label: i18n._(reasonWords[value]),
        }))}
      />
      <TextArea
        label={t`A kind sentence to ${name}`}
        value={note}
        maxLength={1000}
        error={
          asked && note.trim() === ''
            ? t`Say in a sentence why, so that it does not stay a riddle.`
            : undefined
        }
        onChange={(event) => setNote(event.target.value)}
      />
      {note.trim() !== '' && (
        <Card tone="plum" title={<Trans>What {name} will read</Trans>}>
          <p>
            <Trans>A facilitator removed a message of yours. It is about {why}.</Trans>
          </p>
          <p dir="auto">“{note.trim()}”</p>
        </Card>
      )}
      <Button kind="danger" size="m" wide onClick={remove}>
        <Trans>Remove the message</Trans>
      </Button>
    </Sheet>
  );
}
