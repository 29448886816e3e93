/**
 * Hard meetings to talk over (CVR-5): an offer that can be left alone, a yes, and then a conversation
 * of those who said yes. It is erased with what else the circle keeps.
 */
import type { DebriefBody, OwnDebrief } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { formatDateTime, formatDay } from '../../lib/i18n/dates.ts';
import { announce } from '../../ui/announcer.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { CommandError } from '../../ui/command-error.tsx';
import { TextArea } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import layout from '../page/layout.module.css';
import { useStaffQuery } from '../page/use-staff-query.ts';
import { useStaffRequest } from '../proof/proof-context.ts';
import styles from './my-meetings.module.css';

/** How often what others wrote is looked for, ms. */
const refreshInterval = 5000;

interface DebriefListProps {
  readonly debriefs: readonly OwnDebrief[];
  readonly onChanged: () => void;
}

export function DebriefList({ debriefs, onChanged }: DebriefListProps) {
  const { t } = useLingui();
  if (debriefs.length === 0) return null;
  return (
    <section className={layout.stack} aria-labelledby="debriefs">
      <h2 id="debriefs">
        <Trans>Talk it over</Trans>
      </h2>
      {debriefs.map((debrief) => {
        const { id, name, start, joined } = debrief;
        const day = formatDay(Date.parse(start));
        return (
          <Card key={id} tone="plum" level={3} title={t`${name}, ${day}`}>
            {joined ? (
              <DebriefConversation debrief={debrief} onChanged={onChanged} />
            ) : (
              <DebriefOffer debrief={debrief} onChanged={onChanged} />
            )}
          </Card>
        );
      })}
    </section>
  );
}

interface DebriefProps extends Pick<DebriefListProps, 'onChanged'> {
  readonly debrief: OwnDebrief;
}

function DebriefOffer({ debrief, onChanged }: DebriefProps) {
  const { t } = useLingui();
  const request = useStaffRequest();
  const join = async (onCall: boolean) => {
    if (!(await request.run((api) => api.joinDebrief(debrief, onCall)))?.ok) return onChanged();
    announce(t`You said yes. What is written here is for those who said yes alone.`);
    onChanged();
  };
  return (
    <div className={layout.stack}>
      <p>
        {debrief.asOnCall ? (
          <Trans>
            Somebody who carried this meeting would like to talk it over with you, since you’re on
            call. The first who says yes does.
          </Trans>
        ) : (
          <Trans>
            Something hard happened in this meeting. If you like, talk it over with the others who
            carried it. You don’t have to. Only those who say yes see one another.
          </Trans>
        )}
      </p>
      <div className={styles.buttons}>
        <Button kind="primary" busy={request.busy} onClick={() => void join(false)}>
          {debrief.asOnCall ? (
            <Trans>Yes, I’m here</Trans>
          ) : (
            <Trans>Yes, with those who carried it</Trans>
          )}
        </Button>
        {!debrief.asOnCall && (
          <Button busy={request.busy} onClick={() => void join(true)}>
            <Trans>Yes, and with somebody on call</Trans>
          </Button>
        )}
      </div>
      <CommandError command={request} look="line" />
    </div>
  );
}

function DebriefConversation({ debrief, onChanged }: DebriefProps) {
  const { t } = useLingui();
  const [loaded, reload] = useStaffQuery(
    (api) => api.debrief(debrief),
    debrief.id,
    refreshInterval,
  );
  const request = useStaffRequest();
  if (loaded.state === 'failed') return <p>{loaded.problem.message || t`It can’t be read now.`}</p>;
  if (loaded.state === 'loading') return null;
  const askOnCall = async () => {
    if ((await request.run((api) => api.joinDebrief(debrief, true)))?.ok) onChanged();
  };
  return (
    <DebriefTexts said={loaded.value} onWritten={reload}>
      {debrief.onCall === 'none' && !debrief.asOnCall && (
        <Button kind="plain" busy={request.busy} onClick={() => void askOnCall()}>
          <Trans>Ask somebody on call too</Trans>
        </Button>
      )}
      <CommandError command={request} look="line" />
    </DebriefTexts>
  );
}

interface DebriefTextsProps {
  readonly said: DebriefBody;
  readonly onWritten: () => void;
  readonly children?: React.ReactNode;
}

export function DebriefTexts({ said, onWritten, children }: DebriefTextsProps) {
  const { t } = useLingui();
  const { people, entries, onCall } = said;
  const names = new Intl.ListFormat(document.documentElement.lang).format(people);
  return (
    <div className={layout.stack}>
      <p>
        <Trans>
          Here are <bdi>{names}</bdi>. Nobody else reads it, and it’s erased after a while.
        </Trans>{' '}
        {onCall === 'asked' && <Trans>Somebody on call is asked.</Trans>}
      </p>
      {entries.length > 0 && (
        <ol className={styles.entries}>
          {entries.map(({ by, mine, at, text }) => (
            <li key={`${at} ${by}`}>
              <p className={layout.muted}>
                <span className={styles.by}>
                  {mine ? <Trans>You</Trans> : <bdi>{by || t`Somebody of the staff`}</bdi>}
                </span>
                {' · '}
                {formatDateTime(at)}
              </p>
              {text === '' ? (
                <p className={layout.muted}>
                  <Trans>Erased by who wrote it.</Trans>
                </p>
              ) : (
                <p className={styles.entry} dir="auto">
                  {text}
                </p>
              )}
            </li>
          ))}
        </ol>
      )}
      <DebriefForm said={said} onWritten={onWritten} />
      {entries.some(({ mine, text }) => mine && text !== '') && (
        <EraseOwnTexts said={said} onErased={onWritten} />
      )}
      {children}
    </div>
  );
}

function DebriefForm({ said, onWritten }: Pick<DebriefTextsProps, 'said' | 'onWritten'>) {
  const { t } = useLingui();
  const request = useStaffRequest();
  const [text, setText] = useState('');
  const send = async () => {
    if (text.trim() === '') return;
    if (!(await request.run((api) => api.writeDebrief(said, text)))?.ok) return;
    setText('');
    announce(t`It’s written.`);
    onWritten();
  };
  return (
    <Form className={layout.stack} onSend={() => void send()}>
      <TextArea
        label={t`What was it like for you?`}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <CommandError command={request} look="line" />
      <div>
        <Button type="submit" busy={request.busy}>
          <Trans>Write</Trans>
        </Button>
      </div>
    </Form>
  );
}

interface EraseOwnTextsProps extends Pick<DebriefTextsProps, 'said'> {
  readonly onErased: () => void;
}

/** PRV-4. It can't be undone, so it asks once more. */
function EraseOwnTexts({ said, onErased }: EraseOwnTextsProps) {
  const { t } = useLingui();
  const request = useStaffRequest();
  const [asked, setAsked] = useState(false);
  const erase = async () => {
    if (!(await request.run((api) => api.eraseOwnDebrief(said)))?.ok) return;
    setAsked(false);
    announce(t`What you wrote is erased.`);
    onErased();
  };
  return (
    <div className={layout.stack}>
      <CommandError command={request} look="line" />
      <div className={layout.row}>
        {asked ? (
          <>
            <Button busy={request.busy} onClick={() => void erase()}>
              <Trans>Yes, erase it</Trans>
            </Button>
            <Button onClick={() => setAsked(false)}>
              <Trans>Keep it</Trans>
            </Button>
          </>
        ) : (
          <Button onClick={() => setAsked(true)}>
            <Trans>Erase what I wrote here…</Trans>
          </Button>
        )}
      </div>
    </div>
  );
}
