/** The entries of the house record: a table on a wide screen, one below the other on a phone. */
import type { HouseRecordBody, StaffList } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { formatDay, formatTime } from '../../lib/i18n/dates.ts';
import type { CircleNameOf } from '../lists/use-circle-names.ts';
import { actText } from './act-texts.ts';
import styles from './record-table.module.css';

interface RecordTableProps {
  readonly entries: readonly HouseRecordBody[];
  readonly staff: StaffList;
  readonly circleNameOf: CircleNameOf;
}

export function RecordTable({ entries, staff, circleNameOf }: RecordTableProps) {
  const { t } = useLingui();
  const nameOf = useStaffNames(staff);
  return (
    // The roles stay where the style makes blocks of the rows.
    <table className={styles.table}>
      <caption className="hidden">
        <Trans>What staff did and read, newest first</Trans>
      </caption>
      <thead>
        <tr>
          <th scope="col">{t`When`}</th>
          <th scope="col">{t`What`}</th>
          <th scope="col">{t`Who`}</th>
          <th scope="col">{t`About`}</th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <RecordRow key={entry.seq} {...{ entry, nameOf, circleNameOf }} />
        ))}
      </tbody>
    </table>
  );
}

type StaffNameOf = (id: string) => string;

interface RecordRowProps extends Pick<RecordTableProps, 'circleNameOf'> {
  readonly entry: HouseRecordBody;
  readonly nameOf: StaffNameOf;
}

function RecordRow({ entry, nameOf, circleNameOf }: RecordRowProps) {
  const { i18n } = useLingui();
  const { what, by, at } = entry;
  const text = actText(what);
  const about = useRecordSubject(entry, nameOf, circleNameOf);
  return (
    <tr>
      <td className={styles.when}>
        <time dateTime={new Date(at).toISOString()}>
          {formatDay(at)}, {formatTime(at)}
        </time>
      </td>
      <td className={styles.what}>{text ? i18n._(text) : what}</td>
      <td>{by === null ? <Trans>the server itself</Trans> : <bdi>{nameOf(by)}</bdi>}</td>
      <td className={styles.about}>
        {about.map((each) => (
          <bdi key={each}>{each}</bdi>
        ))}
      </td>
    </tr>
  );
}

/** Names of those who are among the staff now; nothing else is known of the others. */
function useStaffNames(staff: StaffList): StaffNameOf {
  const { t } = useLingui();
  const names = new Map(staff.map(({ id, name, you }) => [id, { name, you }]));
  return (id) => {
    const known = names.get(id);
    if (!known) return t`somebody who isn’t on the staff any more`;
    const name = known.name || t`somebody without a name yet`;
    return known.you ? t`${name} (you)` : name;
  };
}

/** The circle and the person that an entry is about, and the roles or the scope that were given. */
function useRecordSubject(
  { by, circle, staff, roles, scope }: HouseRecordBody,
  nameOf: StaffNameOf,
  circleNameOf: CircleNameOf,
): readonly string[] {
  const { t } = useLingui();
  const roleTexts: Readonly<Record<string, string>> = {
    organiser: t`organiser`,
    facilitator: t`facilitator`,
    'on-call': t`on call`,
  };
  const given = (roles ?? []).map((role) => roleTexts[role] ?? role);
  const subject = [
    ...(circle === undefined ? [] : [circleNameOf(circle) ?? t`a circle`]),
    ...(staff === undefined || staff === by ? [] : [nameOf(staff)]),
    ...(given.length === 0
      ? []
      : [new Intl.ListFormat(document.documentElement.lang).format(given)]),
    ...(scope === undefined ? [] : [scope === 'read' ? t`reads only` : t`reads and organises`]),
  ];
  return [...new Set(subject)];
}
