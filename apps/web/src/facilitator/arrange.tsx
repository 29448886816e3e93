/**
 * A new order of those still to come, or of the hands: moved by buttons or Alt with the
 * arrow keys, sent as one whole. Who came or left meanwhile is kept up with.
 */
import type { PersonId, ViewPerson } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { ChevronDown, ChevronUp } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { Pebble } from '../ui/pebble.tsx';
import styles from './facilitator.module.css';
import { FloorSaid, useFloorForm } from './seen.tsx';

interface OrderProps {
  readonly people: readonly ViewPerson[];
  readonly onChange: (order: readonly PersonId[]) => void;
}

/** The list alone, for a form that sends the order with something else. */
export function OrderList({ people, onChange }: OrderProps) {
  const { t } = useLingui();
  const list = useRef<HTMLOListElement>(null);
  const moved = useRef<string | null>(null);

  // The moved row is put elsewhere in the page, and would lose the focus on its way.
  useEffect(() => {
    if (moved.current === null) return;
    const [id, way] = moved.current.split('|');
    moved.current = null;
    list.current
      ?.querySelector<HTMLButtonElement>(
        `[data-person="${CSS.escape(id ?? '')}"] [data-way="${way}"]`,
      )
      ?.focus();
  });

  const move = (at: number, by: -1 | 1) => {
    const to = at + by;
    const person = people[at];
    if (!person || to < 0 || to >= people.length) return;
    const order = people.map(({ id }) => id).toSpliced(at, 1);
    moved.current = `${person.id}|${by}`;
    onChange(order.toSpliced(to, 0, person.id));
    const { name } = person;
    const place = to + 1;
    const all = people.length;
    announce(t`${name}, ${place} of ${all}`);
  };
  const onKey = (event: KeyboardEvent, at: number) => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    move(at, event.key === 'ArrowUp' ? -1 : 1);
  };

  return (
    <ol className={styles.list} ref={list}>
      {people.map((person, at) => (
        <li
          key={person.id}
          className={styles.person}
          data-person={person.id}
          onKeyDown={(event) => onKey(event, at)}
        >
          <Pebble id={person.id} size={28} away={!person.here} />
          <bdi className={styles.name}>{person.name}</bdi>
          <span className={styles.moves}>
            <Button
              kind="plain"
              data-way={-1}
              aria-label={t`Move ${person.name} up`}
              aria-disabled={at === 0 || undefined}
              onClick={() => move(at, -1)}
              icon={<ChevronUp size={20} aria-hidden="true" />}
            />
            <Button
              kind="plain"
              data-way={1}
              aria-label={t`Move ${person.name} down`}
              aria-disabled={at === people.length - 1 || undefined}
              onClick={() => move(at, 1)}
              icon={<ChevronDown size={20} aria-hidden="true" />}
            />
          </span>
        </li>
      ))}
    </ol>
  );
}

interface ArrangeProps {
  readonly people: readonly ViewPerson[];
  readonly onClose: () => void;
}

/** The people as drafted: who left is out, who came is at the end. */
export const arranged = (
  draft: readonly PersonId[],
  people: readonly ViewPerson[],
): readonly ViewPerson[] => [
  ...draft.flatMap((id) => people.filter((person) => person.id === id)),
  ...people.filter(({ id }) => !draft.includes(id)),
];

export function Arrange({ people, onClose }: ArrangeProps) {
  const [draft, setDraft] = useState(() => people.map(({ id }) => id));
  const form = useFloorForm();
  const shown = arranged(draft, people);
  const send = async (anyway: boolean) => {
    if (await form.ask({ do: 'reorder', order: shown.map(({ id }) => id) }, anyway)) onClose();
  };
  return (
    <>
      <OrderList people={shown} onChange={(order) => setDraft([...order])} />
      <FloorSaid form={form} again={() => void send(true)} />
      <div className={styles.pair}>
        <Button kind="primary" busy={form.busy} onClick={() => void send(false)}>
          <Trans>Use this order</Trans>
        </Button>
        <Button onClick={onClose}>
          <Trans>Cancel</Trans>
        </Button>
      </div>
    </>
  );
}
