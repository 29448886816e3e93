/** One circle out of many: it is searched on the server, and the best matches can be chosen. */
import type { CircleSummary } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { useEffect, useState } from 'react';
import { announce } from '../../ui/announcer.tsx';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { useFocusSwap } from '../../ui/use-focus-swap.ts';
import type { CircleNameOf } from '../lists/use-circle-names.ts';
import layout from '../page/layout.module.css';
import { useStaffQuery } from '../page/use-staff-query.ts';

/** So many matches are offered. */
const mostMatches = 6;

interface CircleFilterProps {
  /** `''`: every circle. */
  readonly circle: string;
  readonly nameOf: CircleNameOf;
  readonly onChoose: (circle: string) => void;
}

export function CircleFilter({ circle, nameOf, onChoose }: CircleFilterProps) {
  const { t } = useLingui();
  const [typed, setTyped] = useState('');
  const isChosen = circle !== '';
  const holder = useFocusSwap<HTMLDivElement>(isChosen);
  const choose = (id: string) => {
    setTyped('');
    onChoose(id);
  };
  return (
    <div ref={holder} className={layout.text}>
      {isChosen ? (
        <>
          <span>
            <Trans>Circle</Trans>: <bdi className={layout.name}>{nameOf(circle) ?? t`one`}</bdi>
          </span>
          <div>
            <Button onClick={() => choose('')}>
              <Trans>All circles</Trans>
            </Button>
          </div>
        </>
      ) : (
        <>
          <Field
            type="search"
            label={t`Circle`}
            placeholder={t`All circles`}
            value={typed}
            limit={100}
            onChange={(event) => setTyped(event.target.value)}
          />
          {typed.trim() !== '' && <CircleMatches query={typed.trim()} onChoose={choose} />}
        </>
      )}
    </div>
  );
}

interface CircleMatchesProps {
  readonly query: string;
  readonly onChoose: (circle: string) => void;
}

function CircleMatches({ query, onChoose }: CircleMatchesProps) {
  const [found] = useStaffQuery(
    (api): Promise<{ readonly items: readonly CircleSummary[] }> =>
      api.circlePage({ q: query, limit: mostMatches }),
    query,
  );
  const { t } = useLingui();
  const items = found.state === 'there' ? found.value.items : null;
  const result = items?.length === 0 ? t`No circle fits.` : t`Choose one:`;
  const names = items?.map(({ name }) => name).join(', ');
  useEffect(() => {
    if (names !== undefined) announce(`${result} ${names}`.trim());
  }, [result, names]);
  if (items === null) return null;
  return (
    <>
      <p className={layout.muted}>{result}</p>
      <ul>
        {items.map(({ id, name }) => (
          <li key={id}>
            <Button kind="plain" onClick={() => onChoose(id)}>
              <bdi>{name}</bdi>
            </Button>
          </li>
        ))}
      </ul>
    </>
  );
}
