/** Everything that is in a kit, before it is used (KIT-1). */
import type { KitPreview } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import layout from '../page/layout.module.css';
import { formatDuration } from '../schedule/format-duration.ts';
import { rhythmDaysText, wallTimeText } from '../schedule/rhythm-text.ts';
import styles from './kits.module.css';

interface KitProps {
  readonly kit: KitPreview;
}

export function KitContents({ kit }: KitProps) {
  const { purpose, agreements, resonances = [], piece, author } = kit;
  return (
    <div className={layout.stack}>
      <p dir="auto" className={styles.text}>
        {purpose}
      </p>
      <KitLimits kit={kit} />
      <KitMeetingTimes kit={kit} />
      {agreements.length > 0 && (
        <Part title={<Trans>Group agreements</Trans>}>
          <ol className={styles.numbered}>
            {agreements.map(({ text, safety }) => (
              <li key={text}>
                <bdi>{text}</bdi>
                {safety && (
                  <span className={layout.muted}>
                    {' '}
                    <Trans>(for safety: it can’t be voted away)</Trans>
                  </span>
                )}
              </li>
            ))}
          </ol>
        </Part>
      )}
      <KitPhases kit={kit} />
      {(piece !== undefined || resonances.length > 0) && (
        <Part title={<Trans>Words of the circle</Trans>}>
          <ul className={layout.bullets}>
            {piece !== undefined && (
              <li>
                <Trans>
                  The talking piece is called “<bdi>{piece}</bdi>”.
                </Trans>
              </li>
            )}
            {resonances.length > 0 && (
              <li>
                <Trans>
                  People can answer with: <bdi>{resonances.join(' · ')}</bdi>
                </Trans>
              </li>
            )}
          </ul>
        </Part>
      )}
      <KitShelf kit={kit} />
      {author !== undefined && (
        <p className={layout.muted}>
          <Trans>
            Written by <bdi>{author}</bdi>
          </Trans>
        </p>
      )}
    </div>
  );
}

interface PartProps {
  readonly title: ReactNode;
  readonly children: ReactNode;
}

function Part({ title, children }: PartProps) {
  return (
    <section className={layout.entry}>
      <h3>{title}</h3>
      {children}
    </section>
  );
}

/** Who may use it, and what it is not for: before everything that looks inviting. */
function KitLimits({ kit: { mayUse, notFor = [] } }: KitProps) {
  return (
    <>
      {mayUse !== undefined && (
        <Part title={<Trans>Who may use it</Trans>}>
          <p dir="auto" className={styles.text}>
            {mayUse}
          </p>
        </Part>
      )}
      {notFor.length > 0 && (
        <Part title={<Trans>Not for</Trans>}>
          <ul className={layout.bullets}>
            {notFor.map((each) => (
              <li key={each}>
                <bdi>{each}</bdi>
              </li>
            ))}
          </ul>
        </Part>
      )}
    </>
  );
}

function KitMeetingTimes({ kit: { rhythm } }: KitProps) {
  if (!rhythm) return null;
  const { at, minutes } = rhythm;
  const days = rhythmDaysText(rhythm);
  const [time, length] = [wallTimeText(at), formatDuration(minutes)];
  return (
    <Part title={<Trans>When it meets</Trans>}>
      <p>
        <Trans>
          {days}, {time}, for {length}. You can change that in the next step.
        </Trans>
      </p>
    </Part>
  );
}

function KitPhases({ kit: { phases } }: KitProps) {
  const { t } = useLingui();
  const parts = [
    [t`Opening`, phases?.opening],
    [t`Main part`, phases?.body],
    [t`Closing`, phases?.closing],
  ] as const;
  return parts.map(
    ([title, phase]) =>
      phase && (
        <Part key={title} title={title}>
          {phase.minutes !== undefined && (
            <p className={layout.muted}>
              <Trans>About {formatDuration(phase.minutes)}</Trans>
            </p>
          )}
          {phase.words !== undefined && (
            <p dir="auto" className={styles.text}>
              {phase.words}
            </p>
          )}
          <ul className={layout.bullets}>
            {phase.prompts?.map((prompt) => (
              <li key={prompt}>
                <bdi>{prompt}</bdi>
              </li>
            ))}
          </ul>
        </Part>
      ),
  );
}

function KitShelf({ kit: { shelf = [] } }: KitProps) {
  if (shelf.length === 0) return null;
  return (
    <Part title={<Trans>To take along</Trans>}>
      <ul className={layout.bullets}>
        {shelf.map(({ name, detail, contact }) => (
          <li key={name}>
            <bdi className={layout.name}>{name}</bdi> <bdi>{detail}</bdi>{' '}
            {contact !== undefined && <bdi className={layout.muted}>{contact}</bdi>}
          </li>
        ))}
      </ul>
    </Part>
  );
}
