/**
 * What the card of a circle shows to which viewer (VOI-7, PRV-8): the one place that decides it for
 * every way the card travels. A viewer who is out for now sees nothing of the people; a viewer
 * who is excluded learns only which circle it is, and where support is.
 */

import { type CircleGuide, guideOf, type ShelfEntry } from '../circle/guide.ts';
import { type CircleState, circleSlots } from '../circle/state.ts';
import type { Words } from '../kernel.ts';
import type { MeetingState } from '../meeting/state.ts';
import type { Standing } from '../standing.ts';
import type { ClauseText } from '../view.ts';
import type { Millis } from '../vocabulary.ts';
import { clauseTexts } from './agreements.ts';
import { exclusionStatus } from './exclusion.ts';

/**
 * `invited` holds an invitation that opens; `member` waits, takes part or has left; `out` was
 * removed from the meeting that is now, or turned away; `excluded` is so from the circle or by
 * the organisation.
 */
export type CardViewer = 'organiser' | 'invited' | 'member' | 'out' | 'excluded';

export interface CardWords {
  readonly name: string;
  readonly purpose: string;
  readonly agreements: readonly ClauseText[];
  /** The version of them that joining agrees to (AGR-1); 0 where none are shown. */
  readonly agreementsVersion: number;
  /** Names. */
  readonly facilitators: readonly string[];
  /** Whether it says when the circle meets. */
  readonly meets: boolean;
  /** What the circle gives its members along; absent when there is nothing. */
  readonly shelf?: readonly ShelfEntry[];
  /** To facilitators alone; absent when there is none. */
  readonly guide?: CircleGuide;
}

export function cardViewer(
  standing: Standing,
  meeting: MeetingState | null,
  now: Millis,
): Exclude<CardViewer, 'organiser' | 'invited'> {
  const shut = exclusionStatus(meeting, standing, now);
  if (shut === 'excluded') return 'excluded';
  const turnedAway = meeting?.people.get(standing.person)?.whereabouts === 'turned-away';
  return shut || turnedAway ? 'out' : 'member';
}

/** Erased words read as ''. `leads`: the viewer is a facilitator of the circle. */
export function cardWords(
  viewer: CardViewer,
  state: CircleState,
  words: Words,
  leads = false,
): CardWords {
  const said = (slot: string) => words.get(slot) ?? '';
  const name = said(circleSlots.name);
  if (viewer === 'excluded') {
    const nothing = { purpose: '', agreements: [], agreementsVersion: 0, facilitators: [] };
    return { name, ...nothing, meets: false };
  }
  const agreements = clauseTexts(state.agreements, words);
  const facilitators =
    viewer === 'out'
      ? []
      : [...state.members]
          .filter(([, { role }]) => role === 'facilitator')
          .map(([id]) => said(circleSlots.memberName(id)));
  const { version: agreementsVersion } = state.agreements;
  const shown = { agreements, agreementsVersion, facilitators };
  const guide = guideOf(words);
  const gives = viewer === 'member' || viewer === 'organiser';
  return {
    ...{ name, purpose: said(circleSlots.purpose), ...shown, meets: true },
    ...(gives && guide?.shelf?.length ? { shelf: guide.shelf } : {}),
    ...(guide && (viewer === 'organiser' || (gives && leads)) ? { guide } : {}),
  };
}
