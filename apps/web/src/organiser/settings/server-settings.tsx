/**
 * What holds for the whole house and is set where the server runs: the sheet of support, how long
 * things are kept, and limits. It says how each is changed, because no page can change it.
 */
import { Trans } from '@lingui/react/macro';
import { paths } from '../../lib/paths.ts';
import { ButtonLink } from '../../ui/button.tsx';
import layout from '../page/layout.module.css';
import { staffPaths } from '../page/staff-paths.ts';

export function ServerSettings() {
  return (
    <>
      <section className={layout.stack} aria-labelledby="support-sheet">
        <h2 id="support-sheet">
          <Trans>The sheet of support</Trans>
        </h2>
        <p>
          <Trans>
            Everybody in a circle finds helplines behind “Support”. It names what holds in any
            country, unless your organisation gives its own. The person who runs this server sets it
            with <code>HOLDSPACE_SUPPORT_FILE</code> and starts the server again.
          </Trans>
        </p>
        <div>
          <ButtonLink to={paths.support}>
            <Trans>Look at the page of support</Trans>
          </ButtonLink>
        </div>
      </section>
      <section className={layout.stack} aria-labelledby="kept">
        <h2 id="kept">
          <Trans>How long things are kept</Trans>
        </h2>
        <ul className={layout.bullets}>
          <li>
            <Trans>
              What is written in a meeting is deleted by itself after it. Each circle says after how
              long: its page shows it, and you choose it when you open a circle.
            </Trans>
          </li>
          <li>
            <Trans>
              The record of what staff did has no words of circles in it, and is kept for good.
            </Trans>
          </li>
        </ul>
        <div>
          <ButtonLink to={staffPaths.circles}>
            <Trans>Go to the circles</Trans>
          </ButtonLink>
        </div>
      </section>
      <section className={layout.stack} aria-labelledby="limits">
        <h2 id="limits">
          <Trans>Limits</Trans>
        </h2>
        <p>
          <Trans>
            How many seats a circle has is chosen when it’s opened. How often one address may knock
            or ask is set for the whole server, with <code>HOLDSPACE_KNOCKS</code> and{' '}
            <code>HOLDSPACE_REQUESTS</code>. Tell the person who runs it when people who share one
            address, as in a community centre, are turned away.
          </Trans>
        </p>
      </section>
    </>
  );
}
