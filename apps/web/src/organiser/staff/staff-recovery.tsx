/** A new one-time link for somebody who has not come in yet, or lost their device (STF-2). */
import type { CreatedLink, StaffMemberBody } from '@holdspace/protocol';
import { Trans } from '@lingui/react/macro';
import { Link2 } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { CommandError } from '../../ui/command-error.tsx';
import layout from '../page/layout.module.css';
import { useStaffRequest } from '../proof/proof-context.ts';
import styles from './staff.module.css';
import { StaffLinkCard } from './staff-link-card.tsx';
import { useStaffName } from './staff-texts.ts';

export function StaffRecovery({ member }: { readonly member: StaffMemberBody }) {
  const request = useStaffRequest();
  const [made, setMade] = useState<CreatedLink | null>(null);
  const name = useStaffName()(member);
  const make = async () => {
    const result = await request.run((api) => api.makeStaffLink(member.id));
    if (result?.ok) setMade(result.value);
  };
  return (
    <section className={styles.part}>
      <h3>
        {member.entered ? <Trans>Lost their device?</Trans> : <Trans>Link of first entry</Trans>}
      </h3>
      {made ? (
        <StaffLinkCard name={name} url={made.url} onDone={() => setMade(null)} />
      ) : (
        <>
          <p className={layout.muted}>
            {member.entered ? (
              <Trans>
                A one-time link brings them in on a new device, where they make a new passkey. Their
                other devices are told.
              </Trans>
            ) : (
              <Trans>The link you sent is used up or lost? A new one takes its place.</Trans>
            )}
          </p>
          <CommandError command={request} />
          <div>
            <Button
              busy={request.busy}
              onClick={() => void make()}
              icon={<Link2 size={18} aria-hidden="true" />}
            >
              <Trans>Make a one-time link</Trans>
              <span className="hidden"> {name}</span>
            </Button>
          </div>
        </>
      )}
    </section>
  );
}
