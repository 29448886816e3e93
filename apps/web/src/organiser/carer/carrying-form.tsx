/** How much somebody carries at most, and where only when asked (CVR-3). Their own, and no advice. */
import type { OwnCarrying } from '@holdspace/protocol';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { announce } from '../../ui/announcer.tsx';
import { Button } from '../../ui/button.tsx';
import { CommandError } from '../../ui/command-error.tsx';
import { Check, Field } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import layout from '../page/layout.module.css';
import { useStaffRequest } from '../proof/proof-context.ts';
import { FieldGroup } from '../staff/field-group.tsx';
import styles from './my-meetings.module.css';

interface CarryingFormProps {
  readonly carrying: OwnCarrying;
  readonly onSaved: () => void;
}

const textOf = (value: number | null): string => (value === null ? '' : String(value));

/** A whole number from 0 to `most`; null when nothing is written; undefined for anything else. */
export function wholeNumber(text: string, most: number): number | null | undefined {
  const written = text.trim();
  if (written === '') return null;
  return /^\d{1,3}$/.test(written) && Number(written) <= most ? Number(written) : undefined;
}

const [mostMeetings, mostHours] = [14, 168];

export function CarryingForm({ carrying, onSaved }: CarryingFormProps) {
  const { t } = useLingui();
  const request = useStaffRequest();
  const [week, setWeek] = useState(textOf(carrying.meetingsAWeek));
  const [rest, setRest] = useState(textOf(carrying.hoursBetween));
  const [asked, setAsked] = useState(
    carrying.circles.filter((each) => each.onlyWhenAsked).map(({ id }) => id),
  );
  const [isTried, setTried] = useState(false);
  const meetingsAWeek = wholeNumber(week, mostMeetings);
  const hoursBetween = wholeNumber(rest, mostHours);
  const save = async () => {
    setTried(true);
    if (meetingsAWeek === undefined || hoursBetween === undefined) return;
    const body = { meetingsAWeek, hoursBetween, onlyWhenAsked: asked };
    if (!(await request.run((api) => api.setCarrying(body)))?.ok) return;
    setTried(false);
    announce(t`It’s saved.`);
    onSaved();
  };
  return (
    <section className={layout.stack} aria-labelledby="carrying">
      <h2 id="carrying">
        <Trans>How much you carry</Trans>
      </h2>
      <p className={layout.muted}>
        <Plural
          value={carrying.nextSevenDays}
          one="You carry # meeting in the next seven days."
          other="You carry # meetings in the next seven days."
        />{' '}
        <Trans>You’re never asked for more than you set here. Nobody else sees it.</Trans>
      </p>
      <Form className={`${layout.stack} ${styles.form}`} onSend={() => void save()} noValidate>
        <Field
          inputMode="numeric"
          label={t`Meetings in seven days, at most`}
          hint={t`Leave it empty for no limit. With 0 you aren’t asked at all.`}
          error={
            isTried && meetingsAWeek === undefined
              ? t`Please write a whole number from 0 to ${mostMeetings}, or nothing.`
              : undefined
          }
          value={week}
          onChange={(event) => setWeek(event.target.value)}
        />
        <Field
          inputMode="numeric"
          label={t`Hours of rest between two meetings, at least`}
          hint={t`Leave it empty for none.`}
          error={
            isTried && hoursBetween === undefined
              ? t`Please write a whole number from 0 to ${mostHours}, or nothing.`
              : undefined
          }
          value={rest}
          onChange={(event) => setRest(event.target.value)}
        />
        {carrying.circles.length > 0 && (
          <FieldGroup
            label={t`Only when asked`}
            hint={t`In these circles you carry nothing unless you say yes to a meeting.`}
          >
            {carrying.circles.map(({ id, name }) => (
              <Check
                key={id}
                label={<bdi>{name}</bdi>}
                checked={asked.includes(id)}
                onChange={(isAsked) =>
                  setAsked(isAsked ? [...asked, id] : asked.filter((each) => each !== id))
                }
              />
            ))}
          </FieldGroup>
        )}
        <CommandError command={request} />
        <div>
          <Button type="submit" busy={request.busy}>
            <Trans>Save</Trans>
          </Button>
        </div>
      </Form>
    </section>
  );
}
