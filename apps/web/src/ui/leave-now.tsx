/**
 * The way out in a sheet, which covers the one of the page (index.html). The same look, and the
 * same press: a link that app/leave/leave.ts answers, and the server where no script does.
 */
import { Trans } from '@lingui/react/macro';
import { LogOut } from 'lucide-react';
import { paths } from '../lib/paths.ts';

export function LeaveNow() {
  return (
    <a href={paths.leave} className="leave" rel="nofollow noreferrer" data-always>
      <LogOut size={18} aria-hidden="true" />
      <span>
        <Trans>Leave now</Trans>
      </span>
      <span className="presses" aria-hidden="true">
        <i />
        <i />
        <i />
      </span>
    </a>
  );
}
