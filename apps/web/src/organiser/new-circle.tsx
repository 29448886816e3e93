/** Opening a circle in three short steps, then its links. Nothing typed is ever lost. */
import { api } from '@holdspace/client';
import type { OpenedCircle } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { useEffect, useRef, useState } from 'react';
import { problemOf } from '../lib/use-loaded.ts';
import { Button } from '../ui/button.tsx';
import { Form } from '../ui/form.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { useKept } from '../ui/use-kept.ts';
import { usualAgreements } from '../words/agreements.ts';
import { wordsOf } from '../words/causes.ts';
import { type Draft, emptyDraft, newCircleOf, type Step, startOf, stepOf, steps } from './draft.ts';
import { Opened } from './opened.tsx';
import styles from './organiser.module.css';
import { About, How, When } from './steps.tsx';

export type Faults = Readonly<Record<string, string>>;

export function NewCircle() {
  const { t, i18n } = useLingui();
  const [draft, setDraft, forget] = useKept<Draft>(
    'organiser:new-circle',
    emptyDraft(usualAgreements.map((each) => i18n._(each))),
  );
  // Its links are shown once; a reload of this page must not swallow them.
  const [opened, setOpened, forgetOpened] = useKept<(OpenedCircle & { name: string }) | null>(
    'organiser:opened',
    null,
  );
  const [faults, setFaults] = useState<Faults>({});
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const [asked, setAsked] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: at each asking, not at each change
  useEffect(() => {
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [asked]);

  if (opened) return <Opened circle={opened} onLeave={forgetOpened} />;

  const at = steps.indexOf(draft.step);
  const number = at + 1;
  const titles: Record<Step, string> = {
    about: t`What is the circle about?`,
    when: t`When does it meet?`,
    how: t`How does it work?`,
  };
  const change = (some: Partial<Draft>) => {
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

  const missing = (): Faults => {
    if (draft.step === 'about' && draft.name.trim() === '') {
      return { name: t`Give the circle a name that people will recognise.` };
    }
    if (draft.step === 'when' && !startOf(draft)) return { start: t`Choose a day and a time.` };
    return {};
  };
  const open = async () => {
    setBusy(true);
    setProblem(null);
    try {
      const circle = await api().openCircle(newCircleOf(draft));
      setOpened({ ...circle, name: draft.name.trim() });
      forget();
    } catch (fault) {
      const fields = problemOf(fault).problem.fields ?? {};
      const [first] = Object.keys(fields);
      if (first) change({ step: stepOf(first) });
      setFaults(fields);
      setAsked((before) => before + 1);
      setProblem(wordsOf(fault));
    } finally {
      setBusy(false);
    }
  };
  const onSend = () => {
    const found = missing();
    setFaults(found);
    setAsked(asked + 1);
    if (Object.keys(found).length > 0) return;
    const next = steps[at + 1];
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
      <Form ref={form} className={styles.form} onSend={onSend} noValidate>
        {draft.step === 'about' && <About {...parts} />}
        {draft.step === 'when' && <When {...parts} />}
        {draft.step === 'how' && <How {...parts} />}
        {problem && (
          <Notice tone="brick" spoken>
            {problem}
          </Notice>
        )}
        <div className={styles.ends}>
          {at > 0 ? (
            <Button size="l" onClick={() => change({ step: steps[at - 1] ?? 'about' })}>
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
