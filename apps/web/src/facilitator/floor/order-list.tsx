/**
 * People in an order that is arranged: dragged by a handle, to the top, or by buttons; by the
 * keyboard with the arrow keys, Home and End on the handle. Where someone now stands is spoken.
 */
import type { PersonId, ViewPerson } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { ArrowUpToLine, ChevronDown, ChevronUp, GripVertical } from 'lucide-react';
import { type KeyboardEvent, useEffect, useId, useRef } from 'react';
import { announce } from '../../ui/announcer.tsx';
import { Button } from '../../ui/button.tsx';
import styles from '../console/facilitator.module.css';
import { moveItem } from './move-item.ts';
import { useDragOrder } from './use-drag-order.ts';

interface OrderListProps {
  readonly people: readonly ViewPerson[];
  readonly onChange: (order: readonly PersonId[]) => void;
}

/** Which control of a row was used, so that the focus goes along with it. */
type RowControl = 'handle' | 'top' | 'up' | 'down';

export function OrderList({ people, onChange }: OrderListProps) {
  const { t } = useLingui();
  const list = useRef<HTMLOListElement>(null);
  const used = useRef<{ readonly id: PersonId; readonly way: RowControl } | null>(null);
  const hint = useId();

  // The moved row is put elsewhere in the page, and would lose the focus on its way.
  useEffect(() => {
    if (used.current === null) return;
    const { id, way } = used.current;
    used.current = null;
    list.current
      ?.querySelector<HTMLElement>(`[data-person="${CSS.escape(id)}"] [data-way="${way}"]`)
      ?.focus();
  });

  const put = (id: PersonId, to: number, way: RowControl) => {
    const order = moveItem(
      people.map((each) => each.id),
      id,
      to,
    );
    if (!order) return;
    used.current = { id, way };
    onChange(order);
    const name = people.find((each) => each.id === id)?.name ?? '';
    const place = order.indexOf(id) + 1;
    const all = order.length;
    announce(t`${name}, ${place} of ${all}`);
  };
  const { dragging, take } = useDragOrder(list, ({ id, before }) => {
    const rest = people.filter((each) => each.id !== id);
    if (before === id) return;
    const to = before === null ? rest.length : rest.findIndex((each) => each.id === before);
    put(id as PersonId, to, 'handle');
  });
  const onKey = (event: KeyboardEvent, { id }: ViewPerson, at: number) => {
    const onHandle = (event.target as HTMLElement).dataset.way === 'handle';
    if (!onHandle && !event.altKey) return;
    const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: people.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    put(id, to, 'handle');
  };

  return (
    <>
      <p id={hint} className={styles.quiet}>
        <Trans>Drag by the handle, or use the arrow keys, Home and End on it.</Trans>
      </p>
      <ol className={`${styles.list} ${styles.order}`} ref={list}>
        {people.map((person, at) => (
          <li
            key={person.id}
            className={styles.person}
            data-person={person.id}
            data-taken={dragging?.id === person.id || undefined}
            data-line={
              dragging !== null && dragging.before === person.id && dragging.id !== person.id
                ? 'before'
                : dragging?.before === null && at === people.length - 1
                  ? 'after'
                  : undefined
            }
            onKeyDown={(event) => onKey(event, person, at)}
          >
            <button
              type="button"
              className={styles.handle}
              data-way="handle"
              aria-label={t`Move ${person.name}, ${at + 1} of ${people.length}`}
              aria-describedby={hint}
              onPointerDown={(event) => take(event, person.id)}
            >
              <GripVertical size={20} aria-hidden="true" />
            </button>
            <span className={styles.number}>{at + 1}</span>
            <bdi className={styles.name}>{person.name}</bdi>
            <span className={styles.moves}>
              <Button
                kind="plain"
                className={styles.toTop}
                data-way="top"
                aria-label={t`Move ${person.name} to the top`}
                aria-disabled={at === 0 || undefined}
                onClick={() => put(person.id, 0, 'top')}
                icon={<ArrowUpToLine size={20} aria-hidden="true" />}
              />
              <Button
                kind="plain"
                data-way="up"
                aria-label={t`Move ${person.name} up`}
                aria-disabled={at === 0 || undefined}
                onClick={() => put(person.id, at - 1, 'up')}
                icon={<ChevronUp size={20} aria-hidden="true" />}
              />
              <Button
                kind="plain"
                data-way="down"
                aria-label={t`Move ${person.name} down`}
                aria-disabled={at === people.length - 1 || undefined}
                onClick={() => put(person.id, at + 1, 'down')}
                icon={<ChevronDown size={20} aria-hidden="true" />}
              />
            </span>
          </li>
        ))}
      </ol>
    </>
  );
}
