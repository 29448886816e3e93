/** The record as a file for a spreadsheet; a heavy act that asks for a fresh proof (STF-4). */
import { Trans, useLingui } from '@lingui/react/macro';
import { Download } from 'lucide-react';
import { announce } from '../../ui/announcer.tsx';
import { Button } from '../../ui/button.tsx';
import { CommandError } from '../../ui/command-error.tsx';
import layout from '../page/layout.module.css';
import { useStaffRequest } from '../proof/proof-context.ts';
import { isFiltered, type RecordFilter, recordQueryOf } from './record-filter.ts';

export function RecordDownload({ filter }: { readonly filter: RecordFilter }) {
  const { t } = useLingui();
  const request = useStaffRequest();
  const download = async () => {
    const query = recordQueryOf(filter);
    const answer = await request.run((api) => api.houseRecordFile({ ...query, order: 'newest' }));
    if (!answer?.ok) return;
    saveFile(answer.value, 'house-record.csv');
    announce(t`The file is in your downloads.`);
  };
  return (
    <section className={layout.stack}>
      <h2>
        <Trans>Take it with you</Trans>
      </h2>
      <p className={layout.muted}>
        {isFiltered(filter) ? (
          <Trans>All entries that fit what you chose, as a file for a spreadsheet (CSV).</Trans>
        ) : (
          <Trans>The whole record, as a file for a spreadsheet (CSV).</Trans>
        )}{' '}
        <Trans>You’re asked for your passkey first, and it’s recorded that you took it.</Trans>
      </p>
      <div>
        <Button
          busy={request.busy}
          onClick={() => void download()}
          icon={<Download size={18} aria-hidden="true" />}
        >
          <Trans>Download as CSV</Trans>
        </Button>
      </div>
      <CommandError command={request} />
    </section>
  );
}

/** The browser asks where, or puts it among the downloads. */
function saveFile(text: string, name: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
