/** By what the record is filtered; each change shows at once what fits. */
import type { StaffList } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '../../ui/button.tsx';
import { Field, Select } from '../../ui/field.tsx';
import type { CircleNameOf } from '../lists/use-circle-names.ts';
import { actGroups } from './act-texts.ts';
import { CircleFilter } from './circle-filter.tsx';
import { isFiltered, isSpanWrong, noFilter, type RecordFilter } from './record-filter.ts';
import styles from './record-filter-form.module.css';

interface RecordFilterFormProps {
  readonly filter: RecordFilter;
  readonly staff: StaffList;
  readonly circleNameOf: CircleNameOf;
  readonly onFilter: (filter: RecordFilter) => void;
}

export function RecordFilterForm(props: RecordFilterFormProps) {
  const { t } = useLingui();
  const { filter, circleNameOf, onFilter } = props;
  const change = (part: Partial<RecordFilter>) => onFilter({ ...filter, ...part });
  return (
    <details className={styles.filter} open={isFiltered(filter) || undefined}>
      <summary>
        <Trans>Filter</Trans>
      </summary>
      <div className={styles.fields}>
        <WhoAndWhat {...props} change={change} />
        <CircleFilter
          circle={filter.circle}
          nameOf={circleNameOf}
          onChoose={(circle) => change({ circle })}
        />
        <Field
          type="date"
          label={t`From`}
          value={filter.from}
          onChange={(event) => change({ from: event.target.value })}
        />
        <Field
          type="date"
          label={t`Until`}
          hint={t`This day is part of it.`}
          value={filter.to}
          error={isSpanWrong(filter) && t`This is before the first day. Choose a later one.`}
          onChange={(event) => change({ to: event.target.value })}
        />
      </div>
      {isFiltered(filter) && (
        <div className={styles.clear}>
          <Button onClick={() => onFilter(noFilter)}>
            <Trans>Show everything</Trans>
          </Button>
        </div>
      )}
    </details>
  );
}

interface WhoAndWhatProps extends Pick<RecordFilterFormProps, 'filter' | 'staff'> {
  readonly change: (part: Partial<RecordFilter>) => void;
}

function WhoAndWhat({ filter, staff, change }: WhoAndWhatProps) {
  const { t, i18n } = useLingui();
  return (
    <>
      <Select
        label={t`Who`}
        value={filter.by}
        onChange={(event) => change({ by: event.target.value })}
      >
        <option value="">{t`Everybody`}</option>
        {staff.map(({ id, name }) => (
          <option key={id} value={id}>
            {name || t`Somebody without a name yet`}
          </option>
        ))}
      </Select>
      <Select
        label={t`What`}
        value={filter.what}
        onChange={(event) => change({ what: event.target.value })}
      >
        <option value="">{t`Everything`}</option>
        {actGroups.map(({ title, acts }) => (
          <optgroup key={i18n._(title)} label={i18n._(title)}>
            {Object.entries(acts).map(([what, text]) => (
              <option key={what} value={what}>
                {i18n._(text)}
              </option>
            ))}
          </optgroup>
        ))}
      </Select>
    </>
  );
}
