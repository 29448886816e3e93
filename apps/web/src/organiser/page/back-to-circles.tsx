/** Above the page of one circle: the way back to all of them. */
import { Trans } from '@lingui/react/macro';
import { ArrowLeft } from 'lucide-react';
import { ButtonLink } from '../../ui/button.tsx';
import layout from './layout.module.css';
import { staffPaths } from './staff-paths.ts';

export function BackToCircles() {
  return (
    <div className={layout.back}>
      <ButtonLink
        to={staffPaths.circles}
        kind="plain"
        icon={<ArrowLeft size={18} className="flips" aria-hidden="true" />}
      >
        <Trans>Your circles</Trans>
      </ButtonLink>
    </div>
  );
}
