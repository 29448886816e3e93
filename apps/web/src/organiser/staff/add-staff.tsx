/** Adds somebody to the staff, and shows the link of their first entry, once (STF-2). */
import type { CreatedStaff } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { UserPlus } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useSearchParams } from 'wouter';
import { useTabState } from '../../lib/storage/use-tab-state.ts';
import { Button } from '../../ui/button.tsx';
import { Form } from '../../ui/form.tsx';
import { useFocusSwap } from '../../ui/use-focus-swap.ts';
import { FormEnd } from '../page/form-end.tsx';
import layout from '../page/layout.module.css';
import { useStaffRequest } from '../proof/proof-context.ts';
import styles from './staff.module.css';
import { emptyStaffDraft, type StaffDraft, StaffFields } from './staff-fields.tsx';
import { StaffLinkCard } from './staff-link-card.tsx';
import type { StaffPeopleProps } from './staff-props.ts';

interface AddStaffProps extends Pick<StaffPeopleProps, 'circles' | 'onChanged'> {
  /** Nobody else is there yet. */
  readonly isFirst: boolean;
}

type MadeStaff = CreatedStaff & Pick<StaffDraft, 'name'>;

export function AddStaff({ circles, isFirst, onChanged }: AddStaffProps) {
  const [query, setQuery] = useSearchParams();
  const wanted = query.get('add');
  const [isFormOpen, setFormOpen] = useState(wanted !== null);
  const [made, setMade] = useTabState<MadeStaff | null>('staff:made', null);
  const holder = useFocusSwap<HTMLDivElement>(isFormOpen);
  const close = () => {
    setFormOpen(false);
    if (wanted !== null) setQuery({}, { replace: true });
  };
  return (
    <div ref={holder} className={layout.stack}>
      {isFormOpen ? (
        <AddStaffForm
          circles={circles}
          first={{
            roles: wanted === 'organiser' ? ['organiser'] : emptyStaffDraft.roles,
            circles: firstCircles(circles, query.get('circle')),
          }}
          onMade={(person) => {
            setMade(person);
            close();
            onChanged();
          }}
          onCancel={close}
        />
      ) : (
        <>
          {made && <StaffLinkCard name={made.name} url={made.link} onDone={() => setMade(null)} />}
          <div>
            <Button
              kind={isFirst && !made ? 'primary' : 'quiet'}
              onClick={() => setFormOpen(true)}
              icon={<UserPlus size={18} aria-hidden="true" />}
            >
              <Trans>Add somebody</Trans>
            </Button>
          </div>
        </>
      )}
    </div>
  );
}

/** The circle that the way here named; in a house with one circle that one. */
function firstCircles(
  circles: StaffPeopleProps['circles'],
  named: string | null,
): readonly string[] {
  const [only] = circles.length === 1 ? circles : circles.filter(({ id }) => id === named);
  return only ? [only.id] : [];
}

interface AddStaffFormProps extends Pick<StaffPeopleProps, 'circles'> {
  readonly first: Pick<StaffDraft, 'roles' | 'circles'>;
  readonly onMade: (person: MadeStaff) => void;
  readonly onCancel: () => void;
}

function AddStaffForm({ circles, first, onMade, onCancel }: AddStaffFormProps) {
  const { t } = useLingui();
  const request = useStaffRequest();
  const [draft, setDraft, forgetDraft] = useTabState<StaffDraft>('staff:new', {
    ...emptyStaffDraft,
    ...first,
  });
  const [isTried, setTried] = useState(false);
  const errors = {
    ...request.problem?.fields,
    ...(isTried && draft.name.trim() === '' ? { name: t`Please write a name.` } : {}),
    ...(isTried && draft.roles.length === 0 ? { roles: t`Please choose at least one.` } : {}),
  };
  const form = useRef<HTMLFormElement>(null);
  const [attempts, setAttempts] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: after an attempt, not after a change
  useEffect(() => {
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [attempts]);
  const submit = async () => {
    const name = draft.name.trim();
    setTried(true);
    if (name !== '' && draft.roles.length > 0) {
      const chosen = draft.roles.includes('facilitator') ? draft.circles : [];
      const body = { name, roles: [...draft.roles], circles: [...chosen] };
      const result = await request.run((api) => api.addStaff(body));
      if (result?.ok) {
        forgetDraft();
        return onMade({ ...result.value, name });
      }
    }
    setAttempts((before) => before + 1);
  };
  return (
    <Form ref={form} className={styles.form} onSend={() => void submit()} noValidate>
      <h3>
        <Trans>Add somebody</Trans>
      </h3>
      <StaffFields
        draft={draft}
        circles={circles}
        errors={errors}
        onChange={(changes) => {
          request.reset();
          setDraft({ ...draft, ...changes });
        }}
      />
      <FormEnd
        request={request}
        onLeave={onCancel}
        send={<Trans>Add, and make their link</Trans>}
      />
    </Form>
  );
}
