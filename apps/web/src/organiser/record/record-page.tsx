/** The house record (STF-5): what staff did and read, the newest first. */
import type { HouseRecordBody, StaffList } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { Page } from '../../app/shell/page.tsx';
import { useTabState } from '../../lib/storage/use-tab-state.ts';
import { Button } from '../../ui/button.tsx';
import { LoadMore } from '../lists/load-more.tsx';
import { useCircleNames } from '../lists/use-circle-names.ts';
import { type PagedList, usePagedList } from '../lists/use-paged-list.ts';
import layout from '../page/layout.module.css';
import { LoadFailedPage } from '../page/status-pages.tsx';
import { useStaffQuery } from '../page/use-staff-query.ts';
import { RecordDownload } from './record-download.tsx';
import {
  isFiltered,
  isSpanWrong,
  noFilter,
  type RecordFilter,
  recordQueryOf,
} from './record-filter.ts';
import { RecordFilterForm } from './record-filter-form.tsx';
import { RecordTable } from './record-table.tsx';

const pageSize = 50;

export function RecordPage() {
  const { t } = useLingui();
  const [filter, setFilter] = useTabState<RecordFilter>('staff:record:filter', noFilter);
  const [staff, reloadStaff] = useStaffQuery((api) => api.staff());
  // A span that cannot be is not asked for: what was shown stays.
  const [asked, setAsked] = useState(isSpanWrong(filter) ? noFilter : filter);
  const list = usePagedList<HouseRecordBody>({
    load: (api, after) =>
      api.houseRecordPage({
        ...recordQueryOf(asked),
        ...{ order: 'newest', limit: pageSize },
        ...(after === null ? {} : { after: Number(after) }),
      }),
    key: JSON.stringify(asked),
    idOf: ({ seq }) => seq,
  });
  if (staff.state === 'failed') return <LoadFailedPage {...staff} onRetry={reloadStaff} />;
  if (list.loaded.state === 'failed') {
    return <LoadFailedPage {...list.loaded} onRetry={list.reload} />;
  }
  if (staff.state === 'loading' || list.loaded.state === 'loading') {
    return <Page title={t`Record`}>{null}</Page>;
  }
  const onFilter = (next: RecordFilter) => {
    setFilter(next);
    if (!isSpanWrong(next)) setAsked(next);
  };
  return (
    <HouseRecordView
      {...{ list, filter, asked, onFilter }}
      entries={list.loaded.value}
      staff={staff.value}
    />
  );
}

interface HouseRecordProps {
  readonly list: Omit<PagedList<unknown>, 'loaded'>;
  readonly entries: readonly HouseRecordBody[];
  readonly staff: StaffList;
  /** As it is in the form. */
  readonly filter: RecordFilter;
  /** What is shown and downloaded. */
  readonly asked: RecordFilter;
  readonly onFilter: (filter: RecordFilter) => void;
}

export function HouseRecordView(props: HouseRecordProps) {
  const { t } = useLingui();
  const { list, entries, staff, filter, asked, onFilter } = props;
  const circleNameOf = useCircleNames(
    [filter.circle, ...entries.map(({ circle }) => circle ?? '')].filter((id) => id !== ''),
  );
  return (
    <Page
      title={t`Record`}
      lead={t`What staff did and read here, newest first. No words of any circle are in it.`}
      wide
    >
      <RecordFilterForm
        filter={filter}
        staff={staff}
        circleNameOf={circleNameOf}
        onFilter={onFilter}
      />
      {entries.length === 0 ? (
        <RecordEmpty filter={asked} onClear={() => onFilter(noFilter)} />
      ) : (
        <RecordTable entries={entries} staff={staff} circleNameOf={circleNameOf} />
      )}
      <LoadMore {...list} />
      {entries.length > 0 && <RecordDownload filter={asked} />}
    </Page>
  );
}

interface RecordEmptyProps {
  readonly filter: RecordFilter;
  readonly onClear: () => void;
}

function RecordEmpty({ filter, onClear }: RecordEmptyProps) {
  if (!isFiltered(filter)) {
    return (
      <p>
        <Trans>Nothing has been recorded yet.</Trans>
      </p>
    );
  }
  return (
    <div className={layout.stack}>
      <p>
        <Trans>Nothing in the record fits what you chose.</Trans>
      </p>
      <div>
        <Button onClick={onClear}>
          <Trans>Show everything</Trans>
        </Button>
      </div>
    </div>
  );
}
