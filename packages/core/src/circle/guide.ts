/**
 * The guide of a circle: words and questions for each part of a meeting, for its facilitators, and
 * the shelf for its members. It comes with a kit or is written by an organiser (KIT-1). All of it is
 * words of the circle, in one slot that is replaced as a whole; nothing is decided by it.
 */
import type { Words } from '../kernel.ts';
import type { FacilitatorPlace, HandsOrder, Mode } from '../vocabulary.ts';
import { type CircleEvolvers, type CircleRules, organiserGuard } from './rule.ts';
import { circleSlots } from './state.ts';

export interface GuidePhase {
  /** Opening or closing words. */
  readonly words?: string | undefined;
  /** Questions for rounds. */
  readonly prompts?: readonly string[] | undefined;
  /** About how long; nothing ends by it (PHA-4). */
  readonly minutes?: number | undefined;
  readonly mode?: Extract<Mode, 'open' | 'hands' | 'round' | 'centre'> | undefined;
}

export interface ShelfEntry {
  readonly name: string;
  readonly detail: string;
  /** A `tel:`, `mailto:` or `https:` address. */
  readonly contact?: string | undefined;
}

export interface CircleGuide {
  readonly phases?:
    | {
        readonly opening?: GuidePhase | undefined;
        readonly body?: GuidePhase | undefined;
        readonly closing?: GuidePhase | undefined;
      }
    | undefined;
  readonly order?:
    | {
        readonly hands?: HandsOrder | undefined;
        readonly facilitator?: FacilitatorPlace | undefined;
      }
    | undefined;
  /** What members take along. */
  readonly shelf?: readonly ShelfEntry[] | undefined;
  /** Who may use it. */
  readonly mayUse?: string | undefined;
  /** What and who it is not for. */
  readonly notFor?: readonly string[] | undefined;
}

/** The words of a guide, to be kept with an event; none for a circle without one. */
export const guideWords = (guide: CircleGuide | null | undefined) =>
  guide ? { [circleSlots.guide]: JSON.stringify(guide) } : {};

/** Null when the circle has none, or its words are erased. */
export function guideOf(words: Words): CircleGuide | null {
  const kept = words.get(circleSlots.guide);
  return kept === undefined ? null : (JSON.parse(kept) as CircleGuide);
}

/** What the circle gives its members along; empty when there is nothing. */
export const shelfOf = (words: Words): readonly ShelfEntry[] => guideOf(words)?.shelf ?? [];

export const guideRules: CircleRules<'set-guide'> = {
  'set-guide': {
    may: organiserGuard,
    decide: ({ guide }) => [
      guide
        ? { type: 'GuideChanged', words: guideWords(guide) }
        : { type: 'GuideChanged', erases: [circleSlots.guide] },
    ],
  },
};

export const guideEvolvers: CircleEvolvers<'GuideChanged'> = {
  GuideChanged: (state) => state,
};
