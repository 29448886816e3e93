/** What each step of a new circle gets. */
import type { FieldErrors } from '../page/field-errors.ts';
import type { CircleDraft } from './circle-draft.ts';

export interface NewCircleStepProps {
  readonly draft: CircleDraft;
  readonly errors: FieldErrors;
  readonly onChange: (changes: Partial<CircleDraft>) => void;
}
