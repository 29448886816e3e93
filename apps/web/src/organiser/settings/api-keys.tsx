/** The API keys: a list, making one with a name, a scope and an end (shown once), revoking one. */
import type { CreatedKey, KeyList, StaffList } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import { announce } from '../../ui/announcer.tsx';
import { Button } from '../../ui/button.tsx';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { CopyLink } from '../../ui/copy-link.tsx';
import { useFocusSwap } from '../../ui/use-focus-swap.ts';
import { dayWithYear } from '../page/format-day.ts';
import layout from '../page/layout.module.css';
import { useStaffRequest } from '../proof/proof-context.ts';
import { NewKeyForm } from './new-key-form.tsx';

interface ApiKeysProps {
  readonly keys: KeyList;
  readonly staff: StaffList;
  readonly onChanged: () => void;
}

export function ApiKeys({ keys, staff, onChanged }: ApiKeysProps) {
  const [made, setMade] = useState<CreatedKey | null>(null);
  const forget = (id: string) => {
    if (made?.id === id) setMade(null);
    onChanged();
  };
  return (
    <section className={layout.stack}>
      <h2>
        <Trans>API keys</Trans>
      </h2>
      <p className={layout.muted}>
        <Trans>
          A key lets a program of yours read or organise circles, for instance a calendar on your
          website.
        </Trans>
      </p>
      {keys.length === 0 && (
        <p className={layout.muted}>
          <Trans>There are no keys.</Trans>
        </p>
      )}
      <ul className={layout.list}>
        {keys.map((each) => (
          <li key={each.id}>
            <ApiKeyRow apiKey={each} staff={staff} onRevoked={() => forget(each.id)} />
          </li>
        ))}
      </ul>
      <NewKey
        made={made}
        onMade={(key) => {
          setMade(key);
          onChanged();
        }}
        onDone={() => setMade(null)}
      />
    </section>
  );
}

interface NewKeyProps {
  readonly made: CreatedKey | null;
  readonly onMade: (key: CreatedKey) => void;
  readonly onDone: () => void;
}

function NewKey({ made, onMade, onDone }: NewKeyProps) {
  const { t } = useLingui();
  const [isFormOpen, setFormOpen] = useState(false);
  const holder = useFocusSwap<HTMLDivElement>(isFormOpen);
  if (isFormOpen) {
    return (
      <div ref={holder}>
        <NewKeyForm
          onMade={(key) => {
            setFormOpen(false);
            onMade(key);
          }}
          onCancel={() => setFormOpen(false)}
        />
      </div>
    );
  }
  return (
    <div ref={holder} className={layout.stack}>
      {made ? (
        <div className={layout.result}>
          <p>
            <Trans>The new key. It’s shown only now.</Trans>
          </p>
          <CopyLink url={made.key} label={t`API key`}>
            <Button onClick={onDone}>
              <Trans>Done</Trans>
            </Button>
          </CopyLink>
        </div>
      ) : (
        <div>
          <Button
            onClick={() => setFormOpen(true)}
            icon={<KeyRound size={18} aria-hidden="true" />}
          >
            <Trans>Make a key</Trans>
          </Button>
        </div>
      )}
    </div>
  );
}

interface ApiKeyRowProps {
  readonly apiKey: KeyList[number];
  readonly staff: StaffList;
  readonly onRevoked: () => void;
}

function ApiKeyRow({ apiKey, staff, onRevoked }: ApiKeyRowProps) {
  const { t } = useLingui();
  const request = useStaffRequest();
  const { id, scope, until } = apiKey;
  const revoke = async () => {
    if (!(await request.run((api) => api.revokeKey(id)))?.ok) return false;
    announce(t`The key has been revoked.`);
    onRevoked();
    return true;
  };
  const ending = id.slice(-4);
  const name = apiKey.name || t`Key …${ending}`;
  const origin = useKeyOrigin(apiKey, staff);
  return (
    <div className={layout.entry}>
      <span className={layout.text}>
        <bdi className={layout.name}>{name}</bdi>
        <span className={layout.muted}>
          {scope === 'read' ? <Trans>reads only</Trans> : <Trans>reads and organises</Trans>}
          {' · '}
          {until === null ? (
            <Trans>its end was not written down</Trans>
          ) : (
            <Trans>until {dayWithYear(until)}</Trans>
          )}
        </span>
        <span className={layout.muted}>{origin}</span>
      </span>
      <ConfirmButton
        label={t`Revoke…`}
        about={name}
        confirmLabel={t`Revoke key`}
        cancelLabel={t`Cancel`}
        busy={request.busy}
        problem={request.errorText}
        onConfirm={revoke}
      >
        <Trans>The program that uses it stops working at once. This can’t be undone.</Trans>
      </ConfirmButton>
    </div>
  );
}

function useKeyOrigin({ since, by }: KeyList[number], staff: StaffList): string {
  const { t } = useLingui();
  const maker = staff.find(({ id }) => id === by);
  const name = maker?.name || t`another organiser`;
  const when = since === null ? t`before we kept track` : dayWithYear(since);
  if (by === null) return t`made on the server, ${when}`;
  return maker?.you ? t`made by you, ${when}` : t`made by ${name}, ${when}`;
}
