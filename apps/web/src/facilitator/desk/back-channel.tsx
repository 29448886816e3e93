/**
 * The back channel of the facilitators (DSK-3). A place and colour of its own, lines instead of
 * bubbles and a field that names its readers, so that it cannot be confused with the circle.
 */
import { Trans, useLingui } from '@lingui/react/macro';
import { ChevronDown, ChevronUp, Lock } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';
import { useCommand } from '../../lib/commands/use-command.ts';
import { formatDateTime } from '../../lib/i18n/dates.ts';
import { useTabState } from '../../lib/storage/use-tab-state.ts';
import { Button } from '../../ui/button.tsx';
import { CommandError } from '../../ui/command-error.tsx';
import { TextArea } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { useConsole } from '../console/console-context.tsx';
import { ShowEarlier } from '../console/show-earlier.tsx';
import styles from './back-channel.module.css';

export interface UnreadBackChannel {
  /** Lines of others since the last look, in this tab. */
  readonly fresh: number;
  /** Marks every line as read. */
  readonly read: () => void;
}

export function useUnreadBackChannel(): UnreadBackChannel {
  const { circle, view } = useConsole();
  const lines = view.desk?.backChannel ?? [];
  // Older lines are loaded in front, so the last read line is remembered by its id.
  const [seen, setSeen] = useTabState(`facilitator:${circle}:back-channel-seen`, '');
  const last = lines.at(-1)?.id ?? '';
  const after = lines.findIndex(({ id }) => id === seen) + 1;
  const fresh = lines.slice(after).filter(({ by }) => by !== view.mine.person).length;
  const read = () => {
    if (last !== seen) setSeen(last);
  };
  return { fresh, read };
}

/** At the foot of a panel: one line, which a press opens. */
export function BackChannelBar({ fresh, read }: UnreadBackChannel) {
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <section className={styles.bar} aria-labelledby={`${id}-title`}>
      <h2 className={styles.head}>
        <button
          type="button"
          id={`${id}-title`}
          className={styles.toggle}
          aria-expanded={open}
          aria-controls={id}
          onClick={() => setOpen(!open)}
        >
          <Lock size={16} aria-hidden="true" />
          <Trans>Among facilitators</Trans>
          {fresh > 0 && (
            <span className={styles.fresh}>
              <Trans>{fresh} new</Trans>
            </span>
          )}
          {open ? (
            <ChevronDown size={18} aria-hidden="true" />
          ) : (
            <ChevronUp size={18} aria-hidden="true" />
          )}
        </button>
      </h2>
      <div id={id} hidden={!open}>
        {open && <BackChannelLines read={read} />}
      </div>
    </section>
  );
}

/** The open back channel with a heading, for the phone. */
export function BackChannel({ read }: Pick<UnreadBackChannel, 'read'>) {
  const id = useId();
  return (
    <section className={styles.whole} aria-labelledby={id}>
      <h2 id={id} className={styles.head}>
        <Lock size={16} aria-hidden="true" />
        <Trans>Among facilitators</Trans>
      </h2>
      <BackChannelLines read={read} />
    </section>
  );
}

function BackChannelLines({ read }: Pick<UnreadBackChannel, 'read'>) {
  const { view } = useConsole();
  const { t } = useLingui();
  const lines = view.desk?.backChannel ?? [];
  const list = useRef<HTMLOListElement>(null);
  const { length } = lines;
  // Lines on a tab that is not shown are not read yet.
  // biome-ignore lint/correctness/useExhaustiveDependencies: read is made anew each time
  useEffect(() => {
    const element = list.current;
    if (!element) return;
    const watch = new IntersectionObserver(([entry]) => {
      if (!entry?.isIntersecting) return;
      element.scrollTop = element.scrollHeight;
      read();
    });
    watch.observe(element);
    return () => watch.disconnect();
  }, [length]);
  return (
    <div className={styles.inside}>
      <p className={styles.who}>
        <Trans>Only facilitators read this, not the circle.</Trans>
      </p>
      <ShowEarlier lists={['backChannel']} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and the keyboard must reach it */}
      <ol ref={list} className={styles.lines} tabIndex={0} aria-label={t`Among facilitators`}>
        {lines.map((line, at) => (
          // Lines are only ever added at the end.
          // biome-ignore lint/suspicious/noArrayIndexKey: a line has no other name than its place
          <li key={at} dir="auto">
            <b>
              <bdi>{line.by === view.mine.person ? t`You` : line.name}</bdi>
            </b>{' '}
            <bdi>{line.text}</bdi> <span className={styles.at}>{formatDateTime(line.at)}</span>
          </li>
        ))}
      </ol>
      <BackChannelForm />
    </div>
  );
}

function BackChannelForm() {
  const { circle } = useConsole();
  const { t } = useLingui();
  const command = useCommand();
  const [text, setText, forget] = useTabState(`facilitator:${circle}:back-channel`, '');
  const submit = async () => {
    if (await command.run({ do: 'back-channel', text: text.trim() })) forget(text);
  };
  return (
    <Form className={styles.form} onSend={() => void submit()}>
      <TextArea
        rows={1}
        label={t`To the facilitators only`}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <CommandError command={command} look="line" />
      <Button type="submit" busy={command.busy}>
        <Trans>Tell the facilitators</Trans>
      </Button>
    </Form>
  );
}
