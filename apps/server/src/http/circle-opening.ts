/** What a circle opens with: what the request says, else what its kit says, else the defaults. */
import {
  type CircleGuide,
  type CircleSettings,
  defaultSettings,
  type NewClause,
} from '@holdspace/core';
import type { Kit, KitRhythm } from '@holdspace/protocol';
import { defaultMeetingMinutes, type newCircleRequest } from '@holdspace/protocol/http';
import { parseKit } from '@holdspace/protocol/kit';
import type { z } from 'zod';
import { isKitId, type KitLibrary } from '../kits/kit-library.ts';
import { defaultAgreements } from './default-texts.ts';
import { fieldError, kitFaultsError, withoutUndefined } from './http-errors.ts';

export interface CircleOpening {
  readonly purpose: string;
  readonly agreements: readonly NewClause[];
  readonly settings: CircleSettings;
  readonly guide: CircleGuide | null;
  /** How long a meeting is. */
  readonly minutes: number;
  /** What the kit says of it, without dates and zone; null: nothing. */
  readonly rhythm: KitRhythm | null;
}

type OpeningRequest = Pick<
  z.output<typeof newCircleRequest>,
  'kit' | 'purpose' | 'agreements' | 'settings' | 'guide' | 'minutes'
>;

/** A kit that comes along, by its id, or the text of any. Throws errors of the field `kit`. */
export function resolveKit(library: KitLibrary, given: string): Kit {
  if (isKitId(given)) {
    const found = library.find(given);
    if (found) return found;
    const known = library.summaries().map(({ id }) => id);
    throw fieldError({
      kit: `No kit comes along under this name. There are: ${known.join(', ')}.`,
    });
  }
  const parsed = parseKit(given);
  if ('faults' in parsed) throw kitFaultsError(parsed.faults);
  return parsed.kit;
}

/** Throws errors of the field `kit`; nothing is written before it answers. */
export function openingFromKit(library: KitLibrary, asked: OpeningRequest): CircleOpening {
  const kit = asked.kit === undefined ? null : resolveKit(library, asked.kit);
  const { piece, resonances, language } = kit ?? {};
  return {
    purpose: asked.purpose ?? kit?.purpose ?? '',
    agreements: asked.agreements ?? kit?.agreements ?? defaultAgreements,
    settings: {
      ...defaultSettings,
      ...withoutUndefined({ piece, resonances, language }),
      ...withoutUndefined(asked.settings ?? {}),
    } as CircleSettings,
    guide: asked.guide ?? (kit && guideOfKit(kit)),
    minutes: asked.minutes ?? kit?.rhythm?.minutes ?? defaultMeetingMinutes,
    rhythm: kit?.rhythm ?? null,
  };
}

/** Null for a kit that has nothing of it. */
function guideOfKit({ phases, order, shelf, mayUse, notFor }: Kit): CircleGuide | null {
  const guide = withoutUndefined({ phases, order, shelf, mayUse, notFor });
  return Object.keys(guide).length > 0 ? guide : null;
}
