/** How a person is called among the staff. */
import { maxNameLength } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { useTabState } from '../../lib/storage/use-tab-state.ts';
import { announce } from '../../ui/announcer.tsx';
import { Button } from '../../ui/button.tsx';
import { CommandError } from '../../ui/command-error.tsx';
import { Field } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import layout from '../page/layout.module.css';
import { useStaffRequest } from '../proof/proof-context.ts';

interface OwnNameFormProps {
  /** `''`: none yet. */
  readonly name: string;
  readonly onSaved: () => void;
}

export function OwnNameForm({ name, onSaved }: OwnNameFormProps) {
  const { t } = useLingui();
  const request = useStaffRequest();
  const [draft, setDraft, forgetDraft] = useTabState<string | null>('staff:own-name', null);
  const typed = draft ?? name;
  const save = async () => {
    if (!(await request.run((api) => api.renameOwnStaff(typed.trim())))?.ok) return;
    forgetDraft(draft);
    announce(t`Your name is saved.`);
    onSaved();
  };
  const isEmpty = request.problem?.code === 'invalid' || request.problem?.code === 'empty';
  return (
    <Form className={layout.stack} onSend={() => void save()} noValidate>
      <Field
        label={t`What others among the staff call you`}
        hint={t`Participants don’t see it.`}
        error={
          isEmpty && typed.trim() === ''
            ? t`Please write a name.`
            : request.problem?.fields?.['name']
        }
        value={typed}
        limit={maxNameLength}
        onChange={(event) => {
          request.reset();
          setDraft(event.target.value);
        }}
      />
      {!isEmpty && <CommandError command={request} />}
      <div>
        <Button type="submit" busy={request.busy}>
          <Trans>Save name</Trans>
        </Button>
      </div>
    </Form>
  );
}
