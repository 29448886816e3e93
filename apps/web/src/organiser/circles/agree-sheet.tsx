/** The agreements of a circle, before one enters it for the first time as its facilitator (AGR-1). */
import type { CircleCardBody, EnteredCircle } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { AgreementList } from '../../join/invitation/agreement-list.tsx';
import { apiProblemOf } from '../../lib/api/use-query.ts';
import { Button } from '../../ui/button.tsx';
import { CommandError } from '../../ui/command-error.tsx';
import { Check } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import layout from '../page/layout.module.css';
import { useStaffRequest } from '../proof/proof-context.ts';

interface AgreeSheetProps {
  readonly card: CircleCardBody;
  readonly onEntered: (entered: EnteredCircle) => void;
  readonly onClose: () => void;
}

export function AgreeSheet({ card, onEntered, onClose }: AgreeSheetProps) {
  const { t } = useLingui();
  return (
    <Sheet open onClose={onClose} title={t`What everybody here agrees to`}>
      <AgreeForm card={card} onEntered={onEntered} />
    </Sheet>
  );
}

function AgreeForm({ card, onEntered }: Omit<AgreeSheetProps, 'onClose'>) {
  const { t } = useLingui();
  const request = useStaffRequest();
  const [{ agreements, agreementsVersion }, setRead] = useState(card);
  const [hasAgreed, setAgreed] = useState(false);
  const [isTried, setTried] = useState(false);
  const enter = async () => {
    setTried(true);
    if (!hasAgreed) return;
    const body = { agreed: true, agreementsVersion };
    const entered = await request.run((api) => api.enterCircle(card.circle, body));
    if (entered?.ok) return onEntered(entered.value);
    // They changed while they were read: what stands now is shown, and agreed to anew.
    const changed = entered && apiProblemOf(entered.fault).problem.agreements;
    if (!changed) return;
    const texts = changed.clauses.map(({ text }) => text);
    setRead({ ...card, agreements: texts, agreementsVersion: changed.version });
    setAgreed(false);
    setTried(false);
  };
  return (
    <Form className={layout.stack} onSend={() => void enter()} noValidate>
      <AgreementList agreements={agreements} />
      <Check
        label={t`I’ll keep what is agreed here`}
        error={isTried && !hasAgreed ? t`Please tick this first.` : undefined}
        checked={hasAgreed}
        onChange={setAgreed}
      />
      <CommandError command={request} />
      <Button type="submit" kind="primary" size="l" wide busy={request.busy}>
        <Trans>Come in</Trans>
      </Button>
    </Form>
  );
}
