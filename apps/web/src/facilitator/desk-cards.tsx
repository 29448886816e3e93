/** The cards of the desk, as facilitators answer them: by commands, each refused with a kind no. */
import type { Report, Thread } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { useId } from 'react';
import { useCalls } from '../circle/calls.ts';
import { ReportCard } from '../desk/report-card.tsx';
import { ThreadCard } from '../desk/thread-card.tsx';
import { isNew } from '../support/threads.ts';
import { Button } from '../ui/button.tsx';
import { callWords } from '../words/calls.ts';
import { clock } from '../words/times.ts';
import styles from './calls.module.css';
import { Said, useAsk, useConsole, useFind } from './console.tsx';
import { WhoCalls } from './who-calls.tsx';

export function ThreadOf({ thread }: { readonly thread: Thread }) {
  const { circle, view } = useConsole();
  const { t } = useLingui();
  const { busy, said, ask } = useAsk();
  const find = useFind();
  const { id } = thread;
  return (
    <ThreadCard
      thread={thread}
      alerted={view.desk?.alerts.includes(id) ?? false}
      nameOf={({ by, organiser, name }) => {
        if (organiser) return t`An organiser`;
        return by === view.mine.person ? t`You` : (name ?? find(by)?.name ?? t`A facilitator`);
      }}
      when={clock}
      readers={t`Only this person and the facilitators read it.`}
      keep={`facilitator:${circle}:answer:${id}`}
      busy={busy}
      said={<Said words={said} />}
      see={(answering) => ask({ do: 'see', thread: id, ...(answering && { answering }) })}
      answer={(text) => ask({ do: 'answer', thread: id, text })}
      close={(note) => ask({ do: 'close-thread', thread: id, ...(note && { note }) })}
    />
  );
}

/** A call for help stands here in short; all of it is in a sheet of its own (DSK-7). */
export function CallOf({ thread }: { readonly thread: Thread }) {
  const { i18n } = useLingui();
  const { show } = useCalls();
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
          <WhoCalls thread={thread} />
        </b>
      </p>
      <Button kind={isNew(thread) ? 'primary' : 'quiet'} onClick={() => show(thread.id)}>
        <Trans>
          Open <span className="hidden">the call {thread.name}</span>
        </Trans>
      </Button>
      <p className={styles.state}>{i18n._(callWords(thread))}</p>
      {last && (
        <p className={styles.last} dir="auto">
          <bdi>{last.text}</bdi> <span className={styles.about}>{clock(last.at)}</span>
        </p>
      )}
    </article>
  );
}

export function ReportOf({ report }: { readonly report: Report }) {
  const { circle, view } = useConsole();
  const { busy, said, ask } = useAsk();
  return (
    <ReportCard
      report={report}
      quoted={view.timeline.find(({ id }) => id === report.message)?.text}
      when={clock}
      keep={`facilitator:${circle}:outcome:${report.id}`}
      busy={busy}
      said={<Said words={said} />}
      set={(to) => ask({ do: 'set-report', report: report.id, ...to })}
    />
  );
}
