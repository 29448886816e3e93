/** How a circle works, in words, with changing its name, purpose and settings. */

import type { CircleChanges } from '@holdspace/protocol';
import { maxNameLength, maxPurposeLength } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { useEffect, useRef, useState } from 'react';
import { announce } from '../../ui/announcer.tsx';
import { Button } from '../../ui/button.tsx';
import { Field, TextArea } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { useFocusSwap } from '../../ui/use-focus-swap.ts';
import type { CircleDetailProps } from '../page/circle-detail-props.ts';
import { FormEnd } from '../page/form-end.tsx';
import layout from '../page/layout.module.css';
import { useStaffRequest } from '../proof/proof-context.ts';
import {
  type CircleSettingsDraft,
  changedSettings,
  toSettingsDraft,
} from './circle-settings-draft.ts';
import { CarersField, SeatsField, SettingsFields } from './settings-fields.tsx';
import { SettingsSummary } from './settings-summary.tsx';

export function SettingsSection({ detail, onChanged }: CircleDetailProps) {
  const [isOpen, setOpen] = useState(false);
  const holder = useFocusSwap<HTMLDivElement>(isOpen);
  return (
    <div className={layout.stack} ref={holder}>
      <SettingsSummary detail={detail} />
      {isOpen ? (
        <SettingsForm detail={detail} onChanged={onChanged} onClose={() => setOpen(false)} />
      ) : (
        <div>
          <Button onClick={() => setOpen(true)}>
            <Trans>Change name, purpose or settings</Trans>
          </Button>
        </div>
      )}
    </div>
  );
}

interface NamedSettingsDraft extends CircleSettingsDraft {
  readonly name: string;
  readonly purpose: string;
}

/** What differs from the circle as it is; null when nothing does. */
function changesOf(
  { name, purpose, settings }: CircleDetailProps['detail'],
  draft: NamedSettingsDraft,
): CircleChanges | null {
  const [newName, newPurpose] = [draft.name.trim(), draft.purpose.trim()];
  const changed = changedSettings(toSettingsDraft(settings), draft);
  const changes: CircleChanges = {
    ...(newName !== name && { name: newName }),
    ...(newPurpose !== purpose && { purpose: newPurpose }),
    ...(Object.keys(changed).length > 0 && { settings: changed }),
  };
  return Object.keys(changes).length === 0 ? null : changes;
}

function SettingsForm({
  detail,
  onChanged,
  onClose,
}: CircleDetailProps & { readonly onClose: () => void }) {
  const { t } = useLingui();
  const { name, purpose, settings } = detail;
  const [draft, setDraft] = useState<NamedSettingsDraft>(() => ({
    ...{ name, purpose },
    ...toSettingsDraft(settings),
  }));
  const request = useStaffRequest();
  const errors = request.problem?.fields ?? {};
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (request.problem) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [request.problem]);
  const change = (changes: Partial<NamedSettingsDraft>) => {
    request.reset();
    setDraft({ ...draft, ...changes });
  };
  const save = async () => {
    const changes = changesOf(detail, draft);
    if (changes === null) return onClose();
    const result = await request.run((api) => api.changeCircle(detail.id, changes));
    if (!result?.ok) return;
    announce(
      result.value?.kept.length
        ? t`The circle is changed. The meeting whose doors are open keeps its settings.`
        : t`The circle is changed.`,
    );
    onChanged();
    onClose();
  };
  return (
    <Form ref={form} className={layout.result} onSend={() => void save()} noValidate>
      <Field
        label={t`Name of the circle`}
        error={errors['name']}
        value={draft.name}
        limit={maxNameLength}
        onChange={(event) => change({ name: event.target.value })}
      />
      <TextArea
        label={t`What it’s for`}
        error={errors['purpose']}
        value={draft.purpose}
        limit={maxPurposeLength}
        onChange={(event) => change({ purpose: event.target.value })}
      />
      <SeatsField {...{ draft, errors }} onChange={change} />
      <CarersField {...{ draft, errors }} onChange={change} />
      <SettingsFields {...{ draft, errors }} onChange={change} />
      <p className={layout.muted}>
        <Trans>Settings hold for meetings whose doors haven’t opened yet.</Trans>
      </p>
      <FormEnd request={request} onLeave={onClose} send={<Trans>Save</Trans>} />
    </Form>
  );
}
