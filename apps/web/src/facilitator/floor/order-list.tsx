/**
 * An editable order of people: drag by the handle, move by buttons, or by keyboard with the arrow
 * keys, Home and End on the handle. The new place of a moved person is spoken.
 */
import type { PersonId, ViewPerson } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { ArrowUpToLine, ChevronDown, ChevronUp, GripVertical } from 'lucide-react';
import { type KeyboardEvent, type PointerEvent, useEffect, useId, useRef } from 'react';
import { announce } from '../../ui/announcer.tsx';
import { Button } from '../../ui/button.tsx';
import layout from '../console/layout.module.css';
import { moveItem } from './move-item.ts';
import styles from './order-list.module.css';
import { type Dragging, useDragOrder } from './use-drag-order.ts';

interface OrderListProps {
  readonly people: readonly ViewPerson[];
  readonly onChange: (order: readonly PersonId[]) => void;
}

/** The control of a row that was used; the focus follows it to the new place. */
type RowControl = 'handle' | 'top' | 'up' | 'down';

export function OrderList({ people, onChange }: OrderListProps) {
  const { t } = useLingui();
  const list = useRef<HTMLOListElement>(null);
  const used = useRef<{ readonly id: PersonId; readonly control: RowControl } | null>(null);
  const hint = useId();

  // React moves the row to another place in the page, which drops the focus.
  useEffect(() => {
    if (used.current === null) return;
    const { id, control } = used.current;
    used.current = null;
    list.current
      ?.querySelector<HTMLElement>(`[data-person="${CSS.escape(id)}"] [data-way="${control}"]`)
      ?.focus();
  });

  const move = (id: PersonId, to: number, control: RowControl) => {
    const order = moveItem(
      people.map((each) => each.id),
      id,
      to,
    );
    if (!order) return;
    used.current = { id, control };
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
    move(id as PersonId, to, 'handle');
  });

  return (
    <>
      <p id={hint} className={layout.muted}>
        <Trans>Drag by the handle, or use the arrow keys, Home and End on it.</Trans>
      </p>
      <ol className={`${layout.list} ${styles.order}`} ref={list}>
        {people.map((person, at) => (
          <OrderRow
            key={person.id}
            person={person}
            at={at}
            count={people.length}
            hint={hint}
            isTaken={dragging?.id === person.id}
            dropLine={dropLineOf(dragging, person.id, at === people.length - 1)}
            onMove={(to, control) => move(person.id, to, control)}
            onTake={(event) => take(event, person.id)}
          />
        ))}
      </ol>
    </>
  );
}

/** Where the line is that shows the place of a dragged row. */
function dropLineOf(
  dragging: Dragging | null,
  id: PersonId,
  isLast: boolean,
): 'before' | 'after' | undefined {
  if (dragging === null) return undefined;
  if (dragging.before === id && dragging.id !== id) return 'before';
  return dragging.before === null && isLast ? 'after' : undefined;
}

interface OrderRowProps {
  readonly person: ViewPerson;
  /** Place in the list, from 0. */
  readonly at: number;
  readonly count: number;
  /** Id of the text that explains the handle. */
  readonly hint: string;
  readonly isTaken: boolean;
  readonly dropLine: 'before' | 'after' | undefined;
  readonly onMove: (to: number, control: RowControl) => void;
  readonly onTake: (event: PointerEvent) => void;
}

function OrderRow(props: OrderRowProps) {
  const { person, at, count, hint, isTaken, dropLine, onMove, onTake } = props;
  const { t } = useLingui();
  const onKey = (event: KeyboardEvent) => {
    const isHandle = event.target instanceof HTMLElement && event.target.dataset.way === 'handle';
    if (!isHandle && !event.altKey) return;
    const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: count - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    onMove(to, 'handle');
  };
  return (
    <li
      className={styles.row}
      data-person={person.id}
      data-taken={isTaken || undefined}
      data-line={dropLine}
      onKeyDown={onKey}
    >
      <button
        type="button"
        className={styles.handle}
        data-way="handle"
        aria-label={t`Move ${person.name}, ${at + 1} of ${count}`}
        aria-describedby={hint}
        onPointerDown={onTake}
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
          onClick={() => onMove(0, 'top')}
          icon={<ArrowUpToLine size={20} aria-hidden="true" />}
        />
        <Button
          kind="plain"
          data-way="up"
          aria-label={t`Move ${person.name} up`}
          aria-disabled={at === 0 || undefined}
          onClick={() => onMove(at - 1, 'up')}
          icon={<ChevronUp size={20} aria-hidden="true" />}
        />
        <Button
          kind="plain"
          data-way="down"
          aria-label={t`Move ${person.name} down`}
          aria-disabled={at === count - 1 || undefined}
          onClick={() => onMove(at + 1, 'down')}
          icon={<ChevronDown size={20} aria-hidden="true" />}
        />
      </span>
    </li>
  );
}
