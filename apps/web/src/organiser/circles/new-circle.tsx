/** Opening a circle in three short steps, then its links. Nothing typed is ever lost. */
import { api } from '@holdspace/client';
import type { OpenedCircleResponse } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { useEffect, useRef, useState } from 'react';
import { Page } from '../../app/shell/page.tsx';
import { apiProblemOf } from '../../lib/api/use-query.ts';
import { errorText } from '../../lib/i18n/cause-texts.ts';
import { defaultAgreements } from '../../lib/i18n/default-agreements.ts';
import { useTabState } from '../../lib/storage/use-tab-state.ts';
import { Button } from '../../ui/button.tsx';
import { Form } from '../../ui/form.tsx';
import { Notice } from '../../ui/notice.tsx';
import layout from '../page/layout.module.css';
import {
  type CircleDraft,
  draftStart,
  emptyCircleDraft,
  type NewCircleStep,
  newCircleSteps,
  stepOfField,
  toNewCircleRequest,
} from './circle-draft.ts';
import { CircleOpenedPage } from './circle-opened.tsx';
import { AboutStep, ScheduleStep, SettingsStep } from './new-circle-steps.tsx';

export type FieldErrors = Readonly<Record<string, string>>;

export function NewCirclePage() {
  const { t, i18n } = useLingui();
  const [draft, setDraft, forget] = useTabState<CircleDraft>(
    'organiser:new-circle',
    emptyCircleDraft(defaultAgreements.map((each) => i18n._(each))),
  );
  // Its links are shown once; a reload of this page must not swallow them.
  const [opened, setOpened, forgetOpened] = useTabState<
    (OpenedCircleResponse & { name: string }) | null
  >('organiser:opened', null);
  const [faults, setFaults] = useState<FieldErrors>({});
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const [asked, setAsked] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: at each asking, not at each change
  useEffect(() => {
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [asked]);

  if (opened) return <CircleOpenedPage circle={opened} onDone={forgetOpened} />;

  const at = newCircleSteps.indexOf(draft.step);
  const number = at + 1;
  const titles: Record<NewCircleStep, string> = {
    about: t`What is the circle about?`,
    when: t`When does it meet?`,
    how: t`How does it work?`,
  };
  const change = (some: Partial<CircleDraft>) => {
    setDraft({ ...draft, ...some });
    setProblem(null);
    // What is being put right is not wrong any more until it is looked at again.
    const changed = Object.keys(some).flatMap((key) =>
      key === 'date' || key === 'time' ? 'start' : [key, `settings.${key}`],
    );
    const left = Object.entries(faults).filter(
      ([field]) => !changed.some((key) => field === key || field.startsWith(`${key}.`)),
    );
    if (left.length < Object.keys(faults).length) setFaults(Object.fromEntries(left));
  };

  const missing = (): FieldErrors => {
    if (draft.step === 'about' && draft.name.trim() === '') {
      return { name: t`Give the circle a name that people will recognise.` };
    }
    if (draft.step === 'when' && !draftStart(draft)) return { start: t`Choose a day and a time.` };
    return {};
  };
  const open = async () => {
    setBusy(true);
    setProblem(null);
    try {
      const circle = await api().openCircle(toNewCircleRequest(draft));
      setOpened({ ...circle, name: draft.name.trim() });
      forget();
    } catch (fault) {
      const fields = apiProblemOf(fault).problem.fields ?? {};
      const [first] = Object.keys(fields);
      if (first) change({ step: stepOfField(first) });
      setFaults(fields);
      setAsked((before) => before + 1);
      setProblem(errorText(fault));
    } finally {
      setBusy(false);
    }
  };
  const onSend = () => {
    const found = missing();
    setFaults(found);
    setAsked(asked + 1);
    if (Object.keys(found).length > 0) return;
    const next = newCircleSteps[at + 1];
    if (next) change({ step: next });
    else void open();
  };

  const parts = { draft, faults, onChange: change };
  return (
    <Page
      key={draft.step}
      title={titles[draft.step]}
      lead={<Trans>A new circle, step {number} of 3. It’s saved as you write.</Trans>}
    >
      <Form ref={form} className={layout.stack} onSend={onSend} noValidate>
        {draft.step === 'about' && <AboutStep {...parts} />}
        {draft.step === 'when' && <ScheduleStep {...parts} />}
        {draft.step === 'how' && <SettingsStep {...parts} />}
        {problem && (
          <Notice tone="brick" spoken>
            {problem}
          </Notice>
        )}
        <div className={layout.formButtons}>
          {at > 0 ? (
            <Button size="l" onClick={() => change({ step: newCircleSteps[at - 1] ?? 'about' })}>
              <Trans>Back</Trans>
            </Button>
          ) : (
            <span />
          )}
          <Button type="submit" kind="primary" size="l" busy={busy}>
            {draft.step === 'how' ? <Trans>Open the circle</Trans> : <Trans>Continue</Trans>}
          </Button>
        </div>
      </Form>
    </Page>
  );
}
