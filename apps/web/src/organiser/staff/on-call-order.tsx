/**
 * The order in which those on call are alerted, moved one place at a time by buttons. Each move is
 * saved; one that could not be saved goes back, with the reason.
 */
import type { StaffList } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { ChevronDown, ChevronUp } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { announce } from '../../ui/announcer.tsx';
import { Button } from '../../ui/button.tsx';
import { CommandError } from '../../ui/command-error.tsx';
import layout from '../page/layout.module.css';
import { useStaffRequest } from '../proof/proof-context.ts';
import styles from './staff.module.css';
import { useStaffName } from './staff-texts.ts';

interface OnCallOrderProps {
  /** In their order now. */
  readonly people: StaffList;
  readonly onChanged: () => void;
}

type OnCallMove = 'up' | 'down';

export function OnCallOrder({ people, onChanged }: OnCallOrderProps) {
  const { t } = useLingui();
  const request = useStaffRequest();
  const nameOf = useStaffName();
  // While a move is saved, and until the list comes as it was saved.
  const [draft, setDraft] = useState<StaffList | null>(null);
  const order = draft ?? people;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the server's list takes the place of it
  useEffect(() => setDraft(null), [people.map(({ id }) => id).join()]);
  const list = useRef<HTMLOListElement>(null);
  const used = useRef<{ readonly id: string; readonly way: OnCallMove } | null>(null);
  // React moves the row to another place in the page, which drops the focus.
  useEffect(() => {
    if (used.current === null) return;
    const { id, way } = used.current;
    used.current = null;
    const row = list.current?.querySelector(`[data-person="${CSS.escape(id)}"]`);
    row?.querySelector<HTMLElement>(`[data-way="${way}"]`)?.focus();
  });
  const move = async (from: number, way: OnCallMove) => {
    const person = order[from];
    const to = way === 'up' ? from - 1 : from + 1;
    if (request.busy || !person || to < 0 || to >= order.length) return;
    const next = order.toSpliced(from, 1).toSpliced(to, 0, person);
    used.current = { id: person.id, way };
    setDraft(next);
    const result = await request.run((api) => api.orderOnCall(next.map(({ id }) => id)));
    if (!result?.ok) {
      setDraft(null);
      // Somebody came or left meanwhile.
      if (result) onChanged();
      return;
    }
    const [name, place, all] = [nameOf(person), to + 1, next.length];
    announce(t`${name}, ${place} of ${all}`);
    onChanged();
  };
  return (
    <section className={layout.stack}>
      <h2>
        <Trans>Who is on call</Trans>
      </h2>
      <p className={layout.muted}>
        {order.length === 0 ? (
          <Trans>
            Nobody is on call yet. When somebody in a circle isn’t safe and no facilitator answers,
            people on call are alerted, and the organisers until there are any. Choose “On call” for
            those who can be.
          </Trans>
        ) : (
          <Trans>They’re alerted from the top, until somebody takes it.</Trans>
        )}
      </p>
      <ol className={styles.order} ref={list}>
        {order.map((person, at) => (
          <OnCallRow
            key={person.id}
            id={person.id}
            name={nameOf(person)}
            place={at + 1}
            count={order.length}
            onMove={(way) => void move(at, way)}
          />
        ))}
      </ol>
      <CommandError command={request} />
    </section>
  );
}

interface OnCallRowProps {
  readonly id: string;
  readonly name: string;
  /** From 1. */
  readonly place: number;
  readonly count: number;
  readonly onMove: (way: OnCallMove) => void;
}

function OnCallRow({ id, name, place, count, onMove }: OnCallRowProps) {
  const { t } = useLingui();
  return (
    <li className={styles.place} data-person={id}>
      <span className={styles.number} aria-hidden="true">
        {place}
      </span>
      <bdi className={styles.placed}>{name}</bdi>
      <Button
        kind="plain"
        data-way="up"
        aria-label={t`Alert ${name} earlier`}
        aria-disabled={place === 1 || undefined}
        onClick={() => onMove('up')}
        icon={<ChevronUp size={20} aria-hidden="true" />}
      />
      <Button
        kind="plain"
        data-way="down"
        aria-label={t`Alert ${name} later`}
        aria-disabled={place === count || undefined}
        onClick={() => onMove('down')}
        icon={<ChevronDown size={20} aria-hidden="true" />}
      />
    </li>
  );
}
