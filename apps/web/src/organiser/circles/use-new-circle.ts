/**
 * The state of opening a circle: the draft and its step, the errors of its fields, the request, and
 * the opened circle with its links. Draft and links stay in this tab until they are used (TXT-1).
 */
import type { OpenedCircleResponse } from '@holdspace/protocol';
import { useLingui } from '@lingui/react/macro';
import { type RefObject, useEffect, useState } from 'react';
import { apiProblemOf } from '../../lib/api/use-query.ts';
import { type RequestHandle, useRequest } from '../../lib/api/use-request.ts';
import { defaultAgreements } from '../../lib/i18n/default-agreements.ts';
import { useTabState } from '../../lib/storage/use-tab-state.ts';
import type { FieldErrors } from '../page/field-errors.ts';
import {
  type CircleDraft,
  draftStart,
  emptyCircleDraft,
  newCircleSteps,
  stepOfField,
  toNewCircleRequest,
} from './circle-draft.ts';

export type OpenedCircle = OpenedCircleResponse & { readonly name: string };

interface NewCircle {
  readonly draft: CircleDraft;
  readonly errors: FieldErrors;
  readonly request: RequestHandle;
  /** The circle once it is open; its links are shown once, so a reload must not lose them. */
  readonly opened: OpenedCircle | null;
  readonly forgetOpened: () => void;
  readonly change: (changes: Partial<CircleDraft>) => void;
  /** Checks the step, then goes to the next one or opens the circle. */
  readonly proceed: () => void;
}

/** `form`: the focus goes to its first invalid field after each attempt. */
export function useNewCircle(form: RefObject<HTMLFormElement | null>): NewCircle {
  const { t, i18n } = useLingui();
  const [draft, setDraft, forgetDraft] = useTabState<CircleDraft>(
    'organiser:new-circle',
    emptyCircleDraft(defaultAgreements.map((each) => i18n._(each))),
  );
  const [opened, setOpened, forgetOpened] = useTabState<OpenedCircle | null>(
    'organiser:opened',
    null,
  );
  const [errors, setErrors] = useState<FieldErrors>({});
  const request = useRequest();
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
  const missing = (): FieldErrors => {
    if (draft.step === 'about' && draft.name.trim() === '') {
      return { name: t`Give the circle a name that people will recognise.` };
    }
    if (draft.step === 'when' && !draftStart(draft)) return { start: t`Choose a day and a time.` };
    return {};
  };
  const open = async () => {
    const result = await request.run((api) => api.openCircle(toNewCircleRequest(draft)));
    if (result?.ok) {
      setOpened({ ...result.value, name: draft.name.trim() });
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
    const found = missing();
    setErrors(found);
    setAttempts(attempts + 1);
    if (Object.keys(found).length > 0) return;
    const next = newCircleSteps[newCircleSteps.indexOf(draft.step) + 1];
    if (next) change({ step: next });
    else void open();
  };
  return { draft, errors, request, opened, forgetOpened, change, proceed };
}

/** A field that was changed is not wrong any more until the next attempt. */
function withoutChanged(errors: FieldErrors, changes: Partial<CircleDraft>): FieldErrors {
  const changed = Object.keys(changes).flatMap((key) =>
    key === 'date' || key === 'time' ? 'start' : [key, `settings.${key}`],
  );
  return Object.fromEntries(
    Object.entries(errors).filter(
      ([field]) => !changed.some((key) => field === key || field.startsWith(`${key}.`)),
    ),
  );
}
