import type { FieldErrors } from '../page/field-errors.ts';
import type { RhythmDraft } from './rhythm-draft.ts';

export interface RhythmFieldsProps {
  readonly draft: RhythmDraft;
  /** By the names of the request: `rhythm.on`, `rhythm.at`, … */
  readonly errors: FieldErrors;
  readonly onChange: (changes: Partial<RhythmDraft>) => void;
}
