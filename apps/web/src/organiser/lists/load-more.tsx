/**
 * The button below a list in pages. It keeps the focus while more follow; at the end of the list the
 * sentence in its place has it. What was added is spoken.
 */
import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { useEffect, useRef, useState } from 'react';
import { announce } from '../../ui/announcer.tsx';
import { Button } from '../../ui/button.tsx';
import { CommandError } from '../../ui/command-error.tsx';
import layout from '../page/layout.module.css';
import type { PagedList } from './use-paged-list.ts';

type LoadMoreProps = Pick<PagedList<unknown>, 'hasMore' | 'busy' | 'errorText' | 'loadMore'>;

export function LoadMore({ hasMore, busy, errorText, loadMore }: LoadMoreProps) {
  const { t } = useLingui();
  const [isAtEnd, setAtEnd] = useState(false);
  const end = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (isAtEnd) end.current?.focus();
  }, [isAtEnd]);
  const onPress = async () => {
    const answer = await loadMore();
    if (!answer) return;
    const { added } = answer;
    const more = plural(added, { one: '# more is shown.', other: '# more are shown.' });
    announce(answer.hasMore ? more : `${more} ${t`That’s all of them.`}`);
    setAtEnd(!answer.hasMore);
  };
  if (!hasMore) {
    return (
      isAtEnd && (
        <p ref={end} tabIndex={-1} className={layout.muted}>
          <Trans>That’s all of them.</Trans>
        </p>
      )
    );
  }
  return (
    <div className={layout.stack}>
      <div>
        <Button busy={busy} onClick={() => void onPress()}>
          <Trans>Show more</Trans>
        </Button>
      </div>
      <CommandError command={{ errorText }} />
    </div>
  );
}
