/**
 * Enters a circle that one looks after, as its facilitator, without a link (STF-1). Who comes in for
 * the first time reads the agreements before, as everybody does (AGR-1).
 */
import { ApiProblem, type StaffApi } from '@holdspace/client';
import type { CircleCardBody, EnteredCircle } from '@holdspace/protocol';
import { Trans } from '@lingui/react/macro';
import { LogIn } from 'lucide-react';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { paths } from '../../lib/paths.ts';
import { claimTabStorage } from '../../lib/storage/circle-storage.ts';
import { Button, type ButtonKind } from '../../ui/button.tsx';
import { CommandError } from '../../ui/command-error.tsx';
import { useStaffRequest } from '../proof/proof-context.ts';
import { AgreeSheet } from './agree-sheet.tsx';

interface EnterCircleProps {
  readonly circle: string;
  readonly name: string;
  readonly kind?: ButtonKind;
}

const wantsConsent = (fault: unknown): boolean =>
  fault instanceof ApiProblem && fault.problem.fields?.['agreed'] !== undefined;

/** The membership, or the card with the agreements that come first. */
const enterOrRead = (api: StaffApi, circle: string): Promise<EnteredCircle | CircleCardBody> =>
  api.enterCircle(circle).catch((fault: unknown) => {
    if (!wantsConsent(fault)) throw fault;
    return api.card(circle);
  });

export function EnterCircle({ circle, name, kind = 'primary' }: EnterCircleProps) {
  const request = useStaffRequest();
  const [, navigate] = useLocation();
  const [card, setCard] = useState<CircleCardBody | null>(null);
  const goIn = ({ member }: EnteredCircle) => {
    claimTabStorage(circle, member);
    navigate(paths.circle(circle));
  };
  const enter = async () => {
    const answer = await request.run((api) => enterOrRead(api, circle));
    if (!answer?.ok) return;
    if ('member' in answer.value) goIn(answer.value);
    else setCard(answer.value);
  };
  return (
    <>
      <CommandError command={request} />
      <Button
        kind={kind}
        busy={request.busy}
        onClick={() => void enter()}
        icon={<LogIn size={18} className="flips" aria-hidden="true" />}
      >
        <Trans>Enter the circle</Trans>
        <span className="hidden"> {name}</span>
      </Button>
      {card && <AgreeSheet card={card} onEntered={goIn} onClose={() => setCard(null)} />}
    </>
  );
}
