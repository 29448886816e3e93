/**
 * Makes personal invitations one after the other, each for one person. Their addresses are shown
 * once, so they stay in this tab until they were handed out. After a failure it goes on with the
 * next one; each has an id of its own, so that a lost answer makes no second one.
 */
import { useRef } from 'react';
import { useTabState } from '../../lib/storage/use-tab-state.ts';
import { newRequestId } from '../page/request-id.ts';
import { type StaffRequestHandle, useStaffRequest } from '../proof/proof-context.ts';

export interface MadeCard {
  readonly label: string;
  readonly url: string;
}

interface CardBatchState {
  readonly press: string;
  readonly labels: readonly string[];
  /** In the order of the labels; fewer while some are not made yet. */
  readonly made: readonly MadeCard[];
}

const emptyBatch: CardBatchState = { press: '', labels: [], made: [] };

export interface CardBatch {
  readonly cards: readonly MadeCard[];
  /** How many were asked for and are not made yet. */
  readonly left: number;
  readonly request: StaffRequestHandle;
  /** Resolves when all are made, or one could not be made. */
  readonly make: (labels: readonly string[]) => Promise<void>;
  /** Makes those that are left. */
  readonly goOn: () => Promise<void>;
  /** They were handed out. */
  readonly forget: () => void;
}

export function useCardBatch(circle: string): CardBatch {
  const request = useStaffRequest();
  const [batch, setBatch, forget] = useTabState<CardBatchState>(
    `organiser:${circle}:cards`,
    emptyBatch,
  );
  const latest = useRef(batch);
  const keep = (next: CardBatchState) => {
    latest.current = next;
    setBatch(next);
  };
  const goOn = async () => {
    for (;;) {
      const { press, labels, made } = latest.current;
      const label = labels[made.length];
      if (label === undefined) return;
      const body = { role: 'participant', label, uses: 1, id: `${press}-${made.length}` } as const;
      const result = await request.run((api) => api.makeLink(circle, body));
      if (!result?.ok) return;
      keep({ press, labels, made: [...made, { label, url: result.value.url }] });
    }
  };
  return {
    cards: batch.made,
    left: batch.labels.length - batch.made.length,
    request,
    goOn,
    make: (labels) => {
      const { made } = latest.current;
      const known = made.map(({ label }) => label);
      keep({ press: newRequestId(), labels: [...known, ...labels], made });
      return goOn();
    },
    forget: () => {
      latest.current = emptyBatch;
      forget();
    },
  };
}
