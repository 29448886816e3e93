/** What a kit fills in: everything of it can be changed in the steps that follow (KIT-1). */
import type { KitPreview } from '@holdspace/protocol';
import { toChosenKit } from '../kits/chosen-kit.ts';
import type { RhythmDraft } from '../schedule/rhythm-draft.ts';
import type { CircleDraft } from './circle-draft.ts';

/** A kit has neither dates nor a zone: these stay as they are typed. */
function rhythmWithKit(draft: RhythmDraft, { rhythm }: KitPreview): RhythmDraft {
  if (!rhythm) return draft;
  const { every, interval = 1, on, at, minutes } = rhythm;
  return {
    ...draft,
    ...{ every, interval: String(interval), at, minutes: String(minutes) },
    ...('nth' in on ? { nth: on.nth, day: on.day } : { days: on }),
  };
}

/** `kit`: its id or its text. A name that was typed stays. */
export const draftWithKit = (
  draft: CircleDraft,
  kit: string,
  preview: KitPreview,
): Partial<CircleDraft> => ({
  kit: toChosenKit(kit, preview),
  name: draft.name.trim() === '' ? preview.name : draft.name,
  ...(preview.purpose !== undefined && { purpose: preview.purpose }),
  ...(preview.agreements.length > 0 && {
    agreements: preview.agreements,
  }),
  ...(preview.piece !== undefined && { piece: preview.piece }),
  ...(preview.rhythm && { repeats: preview.rhythm.every }),
  rhythm: rhythmWithKit(draft.rhythm, preview),
});
