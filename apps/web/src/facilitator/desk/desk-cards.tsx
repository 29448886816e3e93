/** The cards of the desk, as facilitators answer them: by commands, each refused with a kind no. */
import type { Report, Thread } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { useId } from 'react';
import { isUnseenThread } from '../../app/support/thread-status.ts';
import { useOpenCalls } from '../../circle/model/open-calls.ts';
import { ReportCard } from '../../desk/report-card.tsx';
import { ThreadCard } from '../../desk/thread-card.tsx';
import { callStatusText } from '../../lib/i18n/call-texts.ts';
import { formatTime } from '../../lib/i18n/dates.ts';
import { Button } from '../../ui/button.tsx';
import { CommandError, useConsole, useConsoleCommand, useFindPerson } from '../console/console.tsx';
import { CallerText } from './caller-text.tsx';
import styles from './calls.module.css';

export function FacilitatorThreadCard({ thread }: { readonly thread: Thread }) {
  const { circle, view } = useConsole();
  const { t } = useLingui();
  const { busy, errorText: said, run: ask } = useConsoleCommand();
  const find = useFindPerson();
  const { id } = thread;
  return (
    <ThreadCard
      thread={thread}
      isAlerted={view.desk?.alerts.includes(id) ?? false}
      nameOf={({ by, organiser, name }) => {
        if (organiser) return t`An organiser`;
        return by === view.mine.person ? t`You` : (name ?? find(by)?.name ?? t`A facilitator`);
      }}
      formatTime={formatTime}
      readers={t`Only this person and the facilitators read it.`}
      storageKey={`facilitator:${circle}:answer:${id}`}
      busy={busy}
      error={<CommandError words={said} />}
      markSeen={(answering) => ask({ do: 'see', thread: id, ...(answering && { answering }) })}
      answer={(text) => ask({ do: 'answer', thread: id, text })}
      close={(note) => ask({ do: 'close-thread', thread: id, ...(note && { note }) })}
    />
  );
}

/** A call for help stands here in short; all of it is in a sheet of its own (DSK-7). */
export function CallCard({ thread }: { readonly thread: Thread }) {
  const { i18n } = useLingui();
  const { show } = useOpenCalls();
  const id = useId();
  const last = thread.entries.findLast(({ text }) => text !== '');
  return (
    <article
      className={styles.item}
      data-help={thread.help}
      data-closed={thread.state === 'closed' || undefined}
      aria-labelledby={id}
    >
      <p>
        <b id={id}>
          <CallerText thread={thread} />
        </b>
      </p>
      <Button kind={isUnseenThread(thread) ? 'primary' : 'quiet'} onClick={() => show(thread.id)}>
        <Trans>
          Open <span className="hidden">the call {thread.name}</span>
        </Trans>
      </Button>
      <p className={styles.state}>{i18n._(callStatusText(thread))}</p>
      {last && (
        <p className={styles.last} dir="auto">
          <bdi>{last.text}</bdi> <span className={styles.about}>{formatTime(last.at)}</span>
        </p>
      )}
    </article>
  );
}

export function FacilitatorReportCard({ report }: { readonly report: Report }) {
  const { circle, view } = useConsole();
  const { busy, errorText: said, run: ask } = useConsoleCommand();
  return (
    <ReportCard
      report={report}
      quoted={view.timeline.find(({ id }) => id === report.message)?.text}
      when={formatTime}
      storageKey={`facilitator:${circle}:outcome:${report.id}`}
      busy={busy}
      error={<CommandError words={said} />}
      update={(to) => ask({ do: 'set-report', report: report.id, ...to })}
    />
  );
}
