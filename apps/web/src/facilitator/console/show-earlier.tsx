/** The button at the end of a desk list that loads a page of earlier items. */
import type { DeskListName } from '@holdspace/protocol';
import { Trans } from '@lingui/react/macro';
import { useState } from 'react';
import { useDeskConnection } from '../../app/support/desk-connection.ts';
import { Button } from '../../ui/button.tsx';
import { useConsole } from './console-context.tsx';

export function ShowEarlier({ lists }: { readonly lists: readonly DeskListName[] }) {
  const { view } = useConsole();
  const { loadEarlier } = useDeskConnection();
  const [busy, setBusy] = useState(false);
  const more = lists.filter((list) => view.desk?.more?.includes(list));
  if (more.length === 0) return null;
  const show = async () => {
    setBusy(true);
    for (const list of more) await loadEarlier(list);
    setBusy(false);
  };
  return (
    <Button kind="plain" busy={busy} onClick={() => void show()}>
      <Trans>Show earlier</Trans>
    </Button>
  );
}
