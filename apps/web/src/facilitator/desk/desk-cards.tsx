/** The cards of notes, appeals and reports on the desk; facilitators answer them by commands. */
import type { Report, Thread } from '@holdspace/protocol';
import { useLingui } from '@lingui/react/macro';
import { useTimelineValue } from '../../circle/model/circle-view.ts';
import { ReportCard } from '../../desk/report-card.tsx';
import { ThreadCard } from '../../desk/thread-card.tsx';
import { useCommand } from '../../lib/commands/use-command.ts';
import { formatTime } from '../../lib/i18n/dates.ts';
import { CommandError } from '../../ui/command-error.tsx';
import { useConsole, useFindPerson } from '../console/console-context.tsx';

export function FacilitatorThreadCard({ thread }: { readonly thread: Thread }) {
  const { circle, view } = useConsole();
  const { t } = useLingui();
  const command = useCommand();
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
      busy={command.busy}
      error={<CommandError command={command} look="line" />}
      markSeen={(answering) =>
        command.run({ do: 'see', thread: id, ...(answering && { answering }) })
      }
      answer={(text) => command.run({ do: 'answer', thread: id, text })}
      close={(note) => command.run({ do: 'close-thread', thread: id, ...(note && { note }) })}
    />
  );
}

export function FacilitatorReportCard({ report }: { readonly report: Report }) {
  const { circle } = useConsole();
  const quoted = useTimelineValue(
    (timeline) => timeline.find(({ id }) => id === report.message)?.text,
  );
  const command = useCommand();
  return (
    <ReportCard
      report={report}
      quoted={quoted}
      when={formatTime}
      storageKey={`facilitator:${circle}:outcome:${report.id}`}
      busy={command.busy}
      error={<CommandError command={command} look="line" />}
      update={(to) => command.run({ do: 'set-report', report: report.id, ...to })}
    />
  );
}
