/** The third step of a new circle: who carries it, for how many it is, and how they are invited. */
import { Trans, useLingui } from '@lingui/react/macro';
import { formatSpan } from '../../lib/i18n/dates.ts';
import { Choice, Field } from '../../ui/field.tsx';
import { maxCards } from '../links/card-labels.ts';
import layout from '../page/layout.module.css';
import type { InvitationKind } from './circle-draft.ts';
import { retentionOptions } from './circle-settings-draft.ts';
import { FacilitatorChoice } from './facilitator-choice.tsx';
import type { NewCircleStepProps } from './new-circle-step-props.ts';
import { CarersField, SeatsField, SettingsFields } from './settings-fields.tsx';

export function PeopleStep({ draft, errors, onChange }: NewCircleStepProps) {
  const fields = { draft, errors, onChange };
  return (
    <>
      <FacilitatorChoice
        chosen={draft.facilitators}
        onChange={(facilitators) => onChange({ facilitators })}
      />
      <CarersField {...fields} />
      <SeatsField {...fields} />
      <InvitationChoice {...fields} />
      <MoreSettings {...fields} />
    </>
  );
}

function InvitationChoice({ draft, errors, onChange }: NewCircleStepProps) {
  const { t } = useLingui();
  return (
    <>
      <Choice<InvitationKind>
        label={t`How people are invited`}
        value={draft.invite}
        onChange={(invite) => onChange({ invite })}
        options={[
          {
            value: 'link',
            label: t`One link for everyone`,
            hint: t`You send it, or hang it up. Up to 30 people can come in with it.`,
          },
          {
            value: 'cards',
            label: t`A card for each person`,
            hint: t`To print and hand out. Each one works once, and you can take back any of them.`,
          },
        ]}
      />
      {draft.invite === 'cards' && (
        <Field
          label={t`How many cards`}
          error={errors['cards']}
          type="number"
          inputMode="numeric"
          min={1}
          max={maxCards}
          value={draft.cards}
          onChange={(event) => onChange({ cards: event.target.value })}
        />
      )}
    </>
  );
}

/** What is set already is said in the closed line, so that most people need not open it. */
function MoreSettings({ draft, errors, onChange }: NewCircleStepProps) {
  const { t } = useLingui();
  const isFaulty = Object.keys(errors).some((field) => field.startsWith('settings'));
  const length = retentionOptions.find(([value]) => value === draft.retention)?.[1];
  const admission = {
    facilitator: t`the facilitator lets each person in`,
    members: t`newcomers wait to be let in`,
    everyone: t`everyone comes straight in`,
  }[draft.admit];
  return (
    <details className={layout.disclosure} open={isFaulty || undefined}>
      <summary>
        <Trans>More settings</Trans>
        <span className={layout.muted}>
          {' '}
          {length === undefined ? (
            <Trans>Now: {admission}.</Trans>
          ) : (
            <Trans>
              Now: {admission}, and messages are deleted {formatSpan(length)} after closing.
            </Trans>
          )}
        </span>
      </summary>
      <div className={layout.stack}>
        <SettingsFields {...{ draft, errors, onChange }} />
      </div>
    </details>
  );
}
