/** The circles that a facilitator looks after. A house can have thousands, so many are searched. */
import { Plural, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { Check, Field } from '../../ui/field.tsx';
import { FieldGroup } from './field-group.tsx';
import styles from './staff.module.css';
import type { StaffPeopleProps } from './staff-props.ts';

/** So many are shown without a search. */
const shownAtOnce = 12;

type NamedCircle = StaffPeopleProps['circles'][number];

/** The chosen ones first, then those whose name contains the words, up to `shownAtOnce` of them. */
export function circlesToShow(
  circles: readonly NamedCircle[],
  chosen: readonly string[],
  search: string,
): { readonly shown: readonly NamedCircle[]; readonly more: number } {
  if (circles.length <= shownAtOnce) return { shown: circles, more: 0 };
  const words = search.trim().toLocaleLowerCase();
  const first = circles.filter(({ id }) => chosen.includes(id));
  const found = circles.filter(
    ({ id, name }) => !chosen.includes(id) && name.toLocaleLowerCase().includes(words),
  );
  return {
    shown: [...first, ...found.slice(0, shownAtOnce)],
    more: Math.max(0, found.length - shownAtOnce),
  };
}

interface CircleChoiceProps extends Pick<StaffPeopleProps, 'circles'> {
  readonly chosen: readonly string[];
  readonly error: string | undefined;
  readonly onChange: (circle: string, isChosen: boolean) => void;
}

export function CircleChoice({ circles, chosen, error, onChange }: CircleChoiceProps) {
  const { t } = useLingui();
  const [search, setSearch] = useState('');
  const { shown, more } = circlesToShow(circles, chosen, search);
  return (
    <FieldGroup
      label={t`Circles they look after`}
      error={error}
      hint={circles.length === 0 ? t`There are no circles yet. Choose them later.` : undefined}
    >
      {circles.length > shownAtOnce && (
        <Field
          type="search"
          label={t`Find a circle`}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
      )}
      {shown.map(({ id, name }) => (
        <Check
          key={id}
          label={<bdi>{name}</bdi>}
          checked={chosen.includes(id)}
          onChange={(isChosen) => onChange(id, isChosen)}
        />
      ))}
      {more > 0 && (
        <p className={styles.hint}>
          <Plural
            value={more}
            one="# more circle. Write a part of its name to find it."
            other="# more circles. Write a part of a name to find them."
          />
        </p>
      )}
    </FieldGroup>
  );
}
