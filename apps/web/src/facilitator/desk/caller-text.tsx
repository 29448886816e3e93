/** The name of a person who asks for help, and how urgent it is. */
import type { Thread } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';

export function CallerText({ thread }: { readonly thread: Pick<Thread, 'name' | 'help'> }) {
  const { t } = useLingui();
  const name = thread.name || t`Someone`;
  return thread.help === 'unsafe' ? (
    <Trans>
      <bdi>{name}</bdi> isn’t safe
    </Trans>
  ) : (
    <Trans>
      <bdi>{name}</bdi> would like to talk privately
    </Trans>
  );
}
