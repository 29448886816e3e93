/**
 * Who was removed, excluded or turned away in this meeting, and what can still be decided about
 * them: the last two rungs of the ladder reach somebody who is not here any more (VOI-1).
 */
import type { RemovedPerson } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { CommandButton, useConsole } from '../console/console.tsx';
import styles from '../console/facilitator.module.css';
import { ModerationForm } from './moderation-form.tsx';

export function RemovedPeople() {
  const { view } = useConsole();
  const gone = view.removed ?? [];
  if (gone.length === 0) return null;
  return (
    <details className={styles.details}>
      <summary>
        <Trans>No longer here ({gone.length})</Trans>
      </summary>
      <ul className={styles.list}>
        {gone.map((person) => (
          <RemovedPersonRow key={person.id} person={person} />
        ))}
      </ul>
    </details>
  );
}

function RemovedPersonRow({ person }: { readonly person: RemovedPerson }) {
  const { view } = useConsole();
  const { t } = useLingui();
  const [act, setAct] = useState<'exclude' | 'exclude-everywhere' | null>(null);
  const { excluded, byOrganisation, exclusionAsked: asked } = person;
  const state = [
    byOrganisation
      ? t`banned from the organisation`
      : excluded
        ? t`excluded from the circle`
        : t`out of this meeting`,
    asked && t`ban requested`,
  ].filter((words) => typeof words === 'string');
  return (
    <li className={styles.guest}>
      <div>
        <bdi className={styles.name}>{person.name}</bdi>
        <p className={styles.state}>{state.join(' · ')}</p>
      </div>
      <div className={styles.row}>
        {!excluded && (
          <CommandButton name="exclude" onPress={() => setAct('exclude')}>
            <Trans>
              Exclude… <span className="hidden">{person.name}</span>
            </Trans>
          </CommandButton>
        )}
        {asked?.by !== view.mine.person && (
          <CommandButton
            name="exclude-everywhere"
            kind="plain"
            onPress={() => setAct('exclude-everywhere')}
          >
            {asked ? (
              <Trans>Confirm ban from the whole organisation…</Trans>
            ) : (
              <Trans>Ban from the whole organisation…</Trans>
            )}
          </CommandButton>
        )}
      </div>
      {act && <ModerationForm action={act} who={person} onClose={() => setAct(null)} />}
    </li>
  );
}
