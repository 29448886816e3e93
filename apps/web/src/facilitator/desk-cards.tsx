/** The cards of the desk, as facilitators answer them: by commands, each refused with a kind no. */
import type { Report, Thread } from '@holdspace/protocol';
import { useLingui } from '@lingui/react/macro';
import { ReportCard } from '../desk/report-card.tsx';
import { ThreadCard } from '../desk/thread-card.tsx';
import { clock } from '../words/times.ts';
import { Said, useAsk, useConsole, useFind } from './console.tsx';

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
      nameOf={({ by, organiser }) => {
        if (organiser) return t`An organiser`;
        return by === view.mine.person ? t`You` : (find(by)?.name ?? t`A facilitator`);
      }}
      when={clock}
      readers={t`Only this person and the facilitators read it.`}
      keep={`facilitator:${circle}:answer:${id}`}
      busy={busy}
      said={<Said words={said} />}
      see={(answering) => ask({ do: 'see', thread: id, ...(answering && { answering }) })}
      answer={(text) => ask({ do: 'answer', thread: id, text })}
    />
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
