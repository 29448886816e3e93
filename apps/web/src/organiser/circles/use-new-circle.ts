/**
 * The state of opening a circle: the draft and its step, the errors of its fields, the request, and
 * the opened circle with its links. Draft and links stay in this tab until they are used (TXT-1).
 */
import type { OpenedCircleResponse } from '@holdspace/protocol';
import { useLingui } from '@lingui/react/macro';
import { type RefObject, useEffect, useState } from 'react';
import { apiProblemOf } from '../../lib/api/use-query.ts';
import { defaultAgreements } from '../../lib/i18n/default-agreements.ts';
import { useTabState } from '../../lib/storage/use-tab-state.ts';
import type { FieldErrors } from '../page/field-errors.ts';
import { newRequestId } from '../page/request-id.ts';
import { type StaffRequestHandle, useStaffRequest } from '../proof/proof-context.ts';
import {
  type CircleDraft,
  emptyCircleDraft,
  newCircleSteps,
  stepGaps,
  stepOfField,
  toNewCircleRequest,
} from './circle-draft.ts';

/** The circle with what is still to be done for it: cards to make, facilitators to assign. */
export interface OpenedCircle extends OpenedCircleResponse {
  readonly name: string;
  readonly facilitators: readonly string[];
  /** How many personal invitations were asked for; 0 for one invitation that all use. */
  readonly cards: number;
}

/** Of the usual agreements, the one that everybody may pass, listen or step out. */
const safetyAgreement = 3;

interface NewCircle {
  readonly draft: CircleDraft;
  readonly errors: FieldErrors;
  readonly request: StaffRequestHandle;
  /** The circle once it is open; its links are shown once, so a reload must not lose them. */
  readonly opened: OpenedCircle | null;
  readonly forgetOpened: () => void;
  readonly change: (changes: Partial<CircleDraft>) => void;
  /** Checks the step, then goes to the next one or opens the circle. */
  readonly proceed: () => void;
}

/** `form`: the focus goes to its first invalid field after each attempt. */
export function useNewCircle(form: RefObject<HTMLFormElement | null>): NewCircle {
  const { i18n } = useLingui();
  const [empty] = useState(() =>
    emptyCircleDraft(
      defaultAgreements.map((each, at) => ({ text: i18n._(each), safety: at === safetyAgreement })),
      newRequestId(),
    ),
  );
  const [draft, setDraft, forgetDraft] = useTabState<CircleDraft>('organiser:new-circle:4', empty);
  const [opened, setOpened, forgetOpened] = useTabState<OpenedCircle | null>(
    'organiser:opened:2',
    null,
  );
  const [errors, setErrors] = useState<FieldErrors>({});
  const request = useStaffRequest();
  const [attempts, setAttempts] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: after an attempt, not after a change
  useEffect(() => {
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [attempts]);

  const change = (changes: Partial<CircleDraft>) => {
    setDraft({ ...draft, ...changes });
    request.reset();
    setErrors((before) => withoutChanged(before, changes));
  };
  const open = async () => {
    const result = await request.run((api) => api.openCircle(toNewCircleRequest(draft)));
    if (result?.ok) {
      const { facilitators, invite, cards } = draft;
      setOpened({
        ...{ ...result.value, name: draft.name.trim(), facilitators },
        cards: invite === 'cards' ? Number(cards) : 0,
      });
      forgetDraft();
    } else if (result) {
      const fields = apiProblemOf(result.fault).problem.fields ?? {};
      const [first] = Object.keys(fields);
      if (first) setDraft({ ...draft, step: stepOfField(first) });
      setErrors(fields);
      setAttempts((before) => before + 1);
    }
  };
  const proceed = () => {
    const found = stepGaps(draft);
    setErrors(found);
    setAttempts(attempts + 1);
    if (Object.keys(found).length > 0) return;
    const next = newCircleSteps[newCircleSteps.indexOf(draft.step) + 1];
    if (next) change({ step: next });
    else void open();
  };
  return { draft, errors, request, opened, forgetOpened, change, proceed };
}

/** The names that the server gives to what changed in the draft. */
const fieldsOf = (key: string): readonly string[] => {
  if (key === 'date' || key === 'time') return ['start'];
  if (key === 'rhythm') return ['rhythm', 'minutes'];
  return [key, `settings.${key}`];
};

/** A field that was changed is not wrong any more until the next attempt. */
function withoutChanged(errors: FieldErrors, changes: Partial<CircleDraft>): FieldErrors {
  const changed = Object.keys(changes).flatMap(fieldsOf);
  return Object.fromEntries(
    Object.entries(errors).filter(
      ([field]) => !changed.some((key) => field === key || field.startsWith(`${key}.`)),
    ),
  );
}
