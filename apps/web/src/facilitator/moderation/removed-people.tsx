/**
 * The people who were removed, excluded or turned away in this meeting. The last two steps of
 * moderation, exclude and ban, are open for people who are not here any more (VOI-1).
 */
import type { RemovedPerson } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { CommandButton } from '../console/command-button.tsx';
import { useConsole } from '../console/console-context.tsx';
import layout from '../console/layout.module.css';
import { PersonText } from '../console/person-text.tsx';
import { ModerationForm } from './moderation-form.tsx';

export function RemovedPeople() {
  const { view } = useConsole();
  const removed = view.removed ?? [];
  if (removed.length === 0) return null;
  return (
    <details className={layout.disclosure}>
      <summary>
        <Trans>No longer here ({removed.length})</Trans>
      </summary>
      <ul className={layout.list}>
        {removed.map((person) => (
          <RemovedPersonRow key={person.id} person={person} />
        ))}
      </ul>
    </details>
  );
}

function RemovedPersonRow({ person }: { readonly person: RemovedPerson }) {
  const { view } = useConsole();
  const { t } = useLingui();
  const [action, setAction] = useState<'exclude' | 'exclude-everywhere' | null>(null);
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
    <li className={layout.entry}>
      <PersonText name={person.name} state={state.join(' · ')} />
      <div className={layout.row}>
        {!excluded && (
          <CommandButton name="exclude" onPress={() => setAction('exclude')}>
            <Trans>
              Exclude… <span className="hidden">{person.name}</span>
            </Trans>
          </CommandButton>
        )}
        {asked?.by !== view.mine.person && (
          <CommandButton
            name="exclude-everywhere"
            kind="plain"
            onPress={() => setAction('exclude-everywhere')}
          >
            {asked ? (
              <Trans>Confirm ban from the whole organisation…</Trans>
            ) : (
              <Trans>Ban from the whole organisation…</Trans>
            )}
          </CommandButton>
        )}
      </div>
      {action && <ModerationForm action={action} who={person} onClose={() => setAction(null)} />}
    </li>
  );
}
