/** The people of a circle, with a new sign-in link for a facilitator who lost access. */
import type { CircleDetail, CreatedLink } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { CommandError } from '../../ui/command-error.tsx';
import { CopyLink } from '../../ui/copy-link.tsx';
import { Pebble } from '../../ui/pebble.tsx';
import { useFocusSwap } from '../../ui/use-focus-swap.ts';
import { useMakeLink } from '../links/use-make-link.ts';
import type { CircleDetailProps } from '../page/circle-detail-props.ts';
import layout from '../page/layout.module.css';
import { MemberActions } from './member-actions.tsx';
import { RemoveFacilitator } from './remove-facilitator.tsx';

type CircleMember = CircleDetail['people'][number];

export function PeopleSection({ detail, onChanged }: CircleDetailProps) {
  const facilitators = detail.people.filter(({ role }) => role === 'facilitator').length;
  return (
    <section className={layout.stack}>
      <h2>
        <Trans>People</Trans>
      </h2>
      {detail.people.length === 0 && (
        <p className={layout.muted}>
          <Trans>No one has come in by a link yet.</Trans>
        </p>
      )}
      <ul className={layout.list}>
        {detail.people.map((person) => (
          <li key={person.id}>
            <MemberRow
              circle={detail.id}
              person={person}
              isOnly={facilitators < 2}
              onChanged={onChanged}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}

interface MemberRowProps {
  readonly circle: string;
  readonly person: CircleMember;
  /** The only facilitator of the circle. */
  readonly isOnly: boolean;
  readonly onChanged: () => void;
}

function MemberRow({ circle, person, isOnly, onChanged }: MemberRowProps) {
  const { t } = useLingui();
  const { request, make } = useMakeLink(circle);
  const [made, setMade] = useState<CreatedLink | null>(null);
  const holder = useFocusSwap<HTMLDivElement>(made !== null);
  const renew = async () => {
    const link = await make({
      role: 'facilitator',
      label: t`Sign-in for ${person.name}`,
      uses: 1,
      member: person.id,
    });
    if (!link) return;
    setMade(link);
    onChanged();
  };
  return (
    <div ref={holder} className={layout.entry}>
      <div className={layout.item}>
        <Pebble id={person.id} size={36} />
        <span className={layout.text}>
          <bdi className={layout.name}>{person.name}</bdi>
          <span className={layout.muted}>
            {person.role === 'facilitator' ? (
              <Trans>facilitator</Trans>
            ) : person.link ? (
              <Trans>came by “{person.link}”</Trans>
            ) : (
              <Trans>participant</Trans>
            )}
            {person.standIn && (
              <>
                {' · '}
                <Trans>stands in when no facilitator is there</Trans>
              </>
            )}
          </span>
        </span>
        {person.role === 'facilitator' && !made && (
          <Button busy={request.busy} onClick={() => void renew()}>
            <Trans>New sign-in link</Trans>
            <span className="hidden">{person.name}</span>
          </Button>
        )}
      </div>
      {person.role === 'facilitator' && (
        <RemoveFacilitator
          circle={circle}
          id={person.id}
          name={person.name}
          isOnly={isOnly}
          onChanged={onChanged}
        />
      )}
      <MemberActions circle={circle} person={person} onChanged={onChanged} />
      <CommandError command={request} />
      {made && (
        <div className={layout.result}>
          <p>
            <Trans>
              It works once, brings {person.name} back under the same name, and is shown only now.
            </Trans>
          </p>
          <CopyLink
            url={made.url}
            label={t`Sign-in link for ${person.name}`}
            openLabel={t`Open it`}
          />
        </div>
      )}
    </div>
  );
}
