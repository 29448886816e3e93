/**
 * The whole private part of a view: joins what the meeting, the desk and the circle know of one
 * person into one `mine`.
 */
import type { FacilitatorDesk } from '../desk-items.ts';
import type { OwnState } from '../own-state.ts';
import type { AgreementsQuestion, Intention } from '../view.ts';
import { type DeskView, threadPermissions } from './desk-view.ts';
import type { PrivateView } from './projected-views.ts';

export interface PrivateState extends Omit<PrivateView, 'mine'> {
  readonly mine: OwnState;
  /** Facilitators only. */
  readonly desk?: FacilitatorDesk;
}

export function joinPrivateState(
  { mine, ...facilitation }: PrivateView,
  { desk, ...own }: DeskView,
  intention: Intention | null,
  agreements: AgreementsQuestion | null = null,
): PrivateState {
  const can = {
    ...mine.can,
    ...threadPermissions(own),
    ...(intention ? {} : ({ intention: 'unknown-message' } as const)),
  };
  const asked = agreements && { agreements };
  return {
    mine: { ...mine, ...own, can, intention, ...asked },
    ...facilitation,
    ...(desk && { desk }),
  };
}
