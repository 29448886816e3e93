/** A rhythm in plain words with its next five dates, below the fields that it is typed in. */
import type { RhythmDate } from '@holdspace/protocol';
import { Trans } from '@lingui/react/macro';
import type { FieldErrors } from '../page/field-errors.ts';
import layout from '../page/layout.module.css';
import { useSpoken } from '../page/use-spoken.ts';
import { NextDates } from './next-dates.tsx';
import { type RhythmDraft, toRhythm } from './rhythm-draft.ts';
import { rhythmEndText, rhythmText } from './rhythm-text.ts';
import styles from './schedule.module.css';
import { useRhythmPreview } from './use-rhythm-preview.ts';

export function RhythmOutlook({ draft }: { readonly draft: RhythmDraft }) {
  const rhythm = toRhythm(draft);
  const { next, fields, isUnreached } = useRhythmPreview(rhythm, Number(draft.minutes));
  return <RhythmOutlookCard {...{ draft, next, fields, isUnreached }} />;
}

interface RhythmOutlookCardProps {
  readonly draft: RhythmDraft;
  readonly next: readonly RhythmDate[];
  readonly fields: FieldErrors;
  readonly isUnreached: boolean;
}

export function RhythmOutlookCard({ draft, next, fields, isUnreached }: RhythmOutlookCardProps) {
  const rhythm = toRhythm(draft);
  const problems = Object.values(fields);
  useSpoken(rhythm ? rhythmText(rhythm, Number(draft.minutes)) : '');
  if (rhythm === null) return null;
  return (
    <section className={styles.outlook}>
      <p className={styles.words}>{rhythmText(rhythm, Number(draft.minutes))}</p>
      {rhythmEndText(rhythm) !== '' && <p>{rhythmEndText(rhythm)}</p>}
      {problems.map((problem) => (
        <p key={problem} className={styles.error}>
          {problem}
        </p>
      ))}
      {isUnreached && (
        <p className={layout.muted}>
          <Trans>The dates can’t be shown just now. You can go on.</Trans>
        </p>
      )}
      {next.length > 0 && (
        <>
          <p className={layout.muted}>
            <Trans>The next dates:</Trans>
          </p>
          <NextDates next={next} zone={rhythm.zone} />
        </>
      )}
    </section>
  );
}
