/** Asks for the passkey when an act needs a fresh proof, in a sheet that says why (STF-4). */
import { ApiProblem, staffApi } from '@holdspace/client';
import { Trans, useLingui } from '@lingui/react/macro';
import { KeyRound } from 'lucide-react';
import { type ReactNode, useCallback, useRef, useState } from 'react';
import { useRequest } from '../../lib/api/use-request.ts';
import { Button } from '../../ui/button.tsx';
import { CommandError } from '../../ui/command-error.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import layout from '../page/layout.module.css';
import { proveWithPasskey } from '../passkeys/passkey-ceremonies.ts';
import { preloadWebAuthn } from '../passkeys/web-authn.lazy.ts';
import { type AskForProof, ProofContextProvider } from './proof-context.ts';

/** One act that waits; acts that come meanwhile wait with it. */
interface WaitingAct {
  readonly promise: Promise<void>;
  readonly proven: () => void;
  readonly given: (up: ApiProblem) => void;
}

function waitForProof(): WaitingAct {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  return { promise, proven: resolve, given: reject };
}

export function ProofProvider({ children }: { readonly children: ReactNode }) {
  const { t } = useLingui();
  const waiting = useRef<WaitingAct | null>(null);
  const [isOpen, setOpen] = useState(false);
  const ask: AskForProof = useCallback(() => {
    preloadWebAuthn();
    waiting.current ??= waitForProof();
    setOpen(true);
    return waiting.current.promise;
  }, []);
  const end = (act: (waiting: WaitingAct) => void) => {
    const ended = waiting.current;
    waiting.current = null;
    setOpen(false);
    if (ended) act(ended);
  };
  const giveUp = () => {
    const message = t`Nothing was changed, because it wasn’t confirmed with your passkey.`;
    end((act) => act.given(new ApiProblem(403, { code: 'proof-declined', message })));
  };
  return (
    <ProofContextProvider value={ask}>
      {children}
      <ProofSheet open={isOpen} onProven={() => end((act) => act.proven())} onClose={giveUp} />
    </ProofContextProvider>
  );
}

interface ProofSheetProps {
  readonly open: boolean;
  readonly onProven: () => void;
  readonly onClose: () => void;
}

export function ProofSheet({ open, onProven, onClose }: ProofSheetProps) {
  const { t } = useLingui();
  return (
    <Sheet open={open} onClose={onClose} title={t`Please confirm that it’s you`}>
      <ProofForm onProven={onProven} onClose={onClose} />
    </Sheet>
  );
}

function ProofForm({ onProven, onClose }: Omit<ProofSheetProps, 'open'>) {
  const request = useRequest();
  const prove = async () => {
    if ((await request.run(() => proveWithPasskey(staffApi())))?.ok) onProven();
  };
  return (
    <div className={layout.stack}>
      <p>
        <Trans>
          What you’re about to do can’t be undone, or shows a lot. Please use your passkey once
          more: it proves that this is you. You won’t be asked again for five minutes.
        </Trans>
      </p>
      <CommandError command={request} />
      <Button
        kind="primary"
        size="l"
        wide
        busy={request.busy}
        onClick={() => void prove()}
        icon={<KeyRound size={20} aria-hidden="true" />}
      >
        <Trans>Use my passkey</Trans>
      </Button>
      <Button size="l" wide onClick={onClose}>
        <Trans>Not now</Trans>
      </Button>
      <p className={layout.muted}>
        <Trans>
          Your passkey isn’t here? Do this on the device that has it, or ask another organiser for a
          one-time link and make a new passkey.
        </Trans>
      </p>
    </div>
  );
}
