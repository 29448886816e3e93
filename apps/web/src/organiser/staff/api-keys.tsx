/** The API keys: a list, making one (shown once), and revoking one. */
import type { CreatedKey, KeyList, OrganiserList } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import { useRequest } from '../../lib/api/use-request.ts';
import { announce } from '../../ui/announcer.tsx';
import { Button } from '../../ui/button.tsx';
import { CommandError } from '../../ui/command-error.tsx';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { useFocusSwap } from '../../ui/use-focus-swap.ts';
import { CopyLink } from '../links/copy-link.tsx';
import layout from '../page/layout.module.css';
import { dayWithYear } from './format-day.ts';

interface ApiKeysProps {
  readonly keys: KeyList;
  readonly staff: OrganiserList;
  readonly onChanged: () => void;
}

export function ApiKeys({ keys, staff, onChanged }: ApiKeysProps) {
  const { t } = useLingui();
  const request = useRequest();
  const [made, setMade] = useState<CreatedKey | null>(null);
  const holder = useFocusSwap<HTMLDivElement>(made !== null);
  const make = async () => {
    const result = await request.run((api) => api.makeKey());
    if (!result?.ok) return;
    setMade(result.value);
    onChanged();
  };
  return (
    <section className={layout.stack}>
      <h2>
        <Trans>API keys</Trans>
      </h2>
      <p className={layout.muted}>
        <Trans>With an API key, a program can do everything an organiser can.</Trans>
      </p>
      {keys.length === 0 && (
        <p className={layout.muted}>
          <Trans>There are no keys.</Trans>
        </p>
      )}
      <ul className={layout.list}>
        {keys.map((each) => (
          <li key={each.id}>
            <ApiKeyRow
              apiKey={each}
              isYours={staff.some(({ id, you }) => you && id === each.by)}
              onRevoked={() => {
                if (made?.id === each.id) setMade(null);
                onChanged();
              }}
            />
          </li>
        ))}
      </ul>
      <div ref={holder} className={layout.stack}>
        {made ? (
          <div className={layout.result}>
            <p>
              <Trans>The new key. It’s shown only now.</Trans>
            </p>
            <CopyLink url={made.key} label={t`API key`}>
              <Button onClick={() => setMade(null)}>
                <Trans>Done</Trans>
              </Button>
            </CopyLink>
          </div>
        ) : (
          <div>
            <Button
              busy={request.busy}
              onClick={() => void make()}
              icon={<KeyRound size={18} aria-hidden="true" />}
            >
              <Trans>Make a key</Trans>
            </Button>
          </div>
        )}
        <CommandError command={request} />
      </div>
    </section>
  );
}

interface ApiKeyRowProps {
  readonly apiKey: KeyList[number];
  readonly isYours: boolean;
  readonly onRevoked: () => void;
}

function ApiKeyRow({ apiKey, isYours, onRevoked }: ApiKeyRowProps) {
  const { t } = useLingui();
  const request = useRequest();
  const { id, since, by } = apiKey;
  const revoke = async () => {
    if (!(await request.run((api) => api.revokeKey(id)))?.ok) return false;
    announce(t`The key has been revoked.`);
    onRevoked();
    return true;
  };
  const maker = isYours
    ? t`made by you`
    : by === null
      ? t`made on the server`
      : t`made by another organiser`;
  const when = since === null ? t`since before we kept track` : t`since ${dayWithYear(since)}`;
  return (
    <div className={layout.entry}>
      <span className={layout.text}>
        <span className={layout.name}>
          <Trans>Key …{id.slice(-4)}</Trans>
        </span>
        <span className={layout.muted}>
          {maker}
          {' · '}
          {when}
        </span>
      </span>
      <ConfirmButton
        label={t`Revoke…`}
        about={`${maker}, ${when}`}
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
