/** Sets the rhythm of an open circle, and shows beforehand which meetings that changes (RHY-3). */
import type { RhythmChangesBody } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { useEffect, useRef, useState } from 'react';
import { apiProblemOf } from '../../lib/api/use-query.ts';
import { announce } from '../../ui/announcer.tsx';
import { Choice } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import type { FieldErrors } from '../page/field-errors.ts';
import { FormEnd } from '../page/form-end.tsx';
import layout from '../page/layout.module.css';
import { useSpoken } from '../page/use-spoken.ts';
import { useStaffRequest } from '../proof/proof-context.ts';
import { NextDates } from '../schedule/next-dates.tsx';
import { type RhythmDraft, rhythmGaps, toRhythm } from '../schedule/rhythm-draft.ts';
import { RhythmFields } from '../schedule/rhythm-fields.tsx';
import { rhythmText } from '../schedule/rhythm-text.ts';
import styles from './meetings.module.css';
import { RhythmEffects } from './rhythm-effects.tsx';
import { useRhythmEffects } from './use-rhythm-effects.ts';

interface ChangeRhythmProps {
  readonly circle: string;
  /** The rhythm as it is, or a suggestion for a circle without one. */
  readonly first: RhythmDraft;
  readonly onChanged: () => void;
  readonly onClose: () => void;
}

export function ChangeRhythm({ circle, first, onChanged, onClose }: ChangeRhythmProps) {
  const { t } = useLingui();
  const [draft, setDraft] = useState(first);
  const [gaps, setGaps] = useState<FieldErrors>({});
  const [attempts, setAttempts] = useState(0);
  const form = useRef<HTMLFormElement>(null);
  const request = useStaffRequest();
  const rhythm = toRhythm(draft);
  const minutes = Number(draft.minutes);
  const { effects, fields, failure } = useRhythmEffects(circle, rhythm, minutes);
  useSpoken(rhythm ? rhythmText(rhythm, minutes) : '');
  // biome-ignore lint/correctness/useExhaustiveDependencies: after an attempt, not after a change
  useEffect(() => {
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [attempts]);
  const change = (changes: Partial<RhythmDraft>) => {
    request.reset();
    setGaps({});
    setDraft({ ...draft, ...changes });
  };
  const save = async () => {
    setGaps(rhythmGaps(draft));
    setAttempts(attempts + 1);
    if (rhythm === null) return;
    const result = await request.run((api) => api.setRhythm(circle, { rhythm, minutes }));
    if (result?.ok) {
      announce(t`Changed. ${rhythmText(rhythm, minutes)}.`);
      onChanged();
      onClose();
    } else if (result) {
      setGaps(apiProblemOf(result.fault).problem.fields ?? {});
      setAttempts((before) => before + 1);
    }
  };
  return (
    <Form ref={form} className={styles.form} onSend={() => void save()} noValidate>
      <Choice<RhythmDraft['every']>
        row
        label={t`Does it repeat?`}
        value={draft.every}
        onChange={(every) => change({ every, interval: '1' })}
        options={[
          { value: 'week', label: t`Weekly` },
          { value: 'month', label: t`Monthly` },
        ]}
      />
      <RhythmFields draft={draft} errors={{ ...fields, ...gaps }} onChange={change} />
      {rhythm !== null && (
        <div className={layout.stack}>
          <p className={styles.when}>{rhythmText(rhythm, minutes)}</p>
          {effects && <RhythmChange effects={effects} zone={draft.zone} />}
          {failure !== null && Object.keys(fields).length === 0 && (
            <p className={layout.muted}>{failure}</p>
          )}
        </div>
      )}
      <FormEnd request={request} onLeave={onClose} send={<Trans>Change it</Trans>} />
    </Form>
  );
}

interface RhythmChangeProps {
  readonly effects: RhythmChangesBody;
  readonly zone: string;
}

export function RhythmChange({ effects, zone }: RhythmChangeProps) {
  return (
    <>
      {effects.next.length > 0 && (
        <div>
          <p className={layout.muted}>
            <Trans>The next dates would be:</Trans>
          </p>
          <NextDates next={effects.next} zone={zone} />
        </div>
      )}
      <div>
        <p className={layout.muted}>
          <Trans>What it changes for meetings that are planned:</Trans>
        </p>
        <RhythmEffects effects={effects} />
      </div>
    </>
  );
}
