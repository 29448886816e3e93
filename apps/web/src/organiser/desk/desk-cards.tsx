/** The cards of the organiser's desk; each answer is an HTTP request, then the desk loads again. */
import { useLingui } from '@lingui/react/macro';
import { ReportCard } from '../../desk/report-card.tsx';
import { ThreadCard } from '../../desk/thread-card.tsx';
import { type Mutation, useMutation } from '../../lib/api/use-mutation.ts';
import { formatDay, formatTime } from '../../lib/i18n/dates.ts';
import { ErrorNotice } from '../page/error-notice.tsx';
import type { DeskReport, DeskThread, OrganiserDeskSectionProps } from './desk-data.ts';

type DeskItemProps = Omit<OrganiserDeskSectionProps, 'desk'>;

const formatDeskTime = (at: number): string => `${formatDay(at)}, ${formatTime(at)}`;

/** What is shown afterwards is how it is then. */
function useDeskMutation(onChanged: () => void): Mutation {
  const telling = useMutation();
  const tell: Mutation['mutate'] = async (what) => {
    const done = await telling.mutate(what);
    if (done) onChanged();
    return done;
  };
  return { ...telling, mutate: tell };
}

interface OrganiserThreadCardProps extends DeskItemProps {
  readonly thread: DeskThread;
  readonly alerts: readonly string[];
}

export function OrganiserThreadCard({
  circle,
  thread,
  alerts,
  onChanged,
}: OrganiserThreadCardProps) {
  const { t } = useLingui();
  const { busy, problem, mutate: tell } = useDeskMutation(onChanged);
  const { id } = thread;
  return (
    <ThreadCard
      thread={thread}
      isAlerted={alerts.includes(id)}
      nameOf={({ organiser, name }) => (organiser ? t`An organiser` : (name ?? t`A facilitator`))}
      formatTime={formatDeskTime}
      storageKey={`organiser:${circle}:answer:${id}`}
      busy={busy}
      error={<ErrorNotice words={problem} />}
      markSeen={(answering) => tell((server) => server.seeThread(circle, id, answering))}
      answer={(text) => tell((server) => server.answerThread(circle, id, text))}
      close={(note) => tell((server) => server.closeThread(circle, id, note || undefined))}
    />
  );
}

interface OrganiserReportCardProps extends DeskItemProps {
  readonly report: DeskReport;
}

export function OrganiserReportCard({ circle, report, onChanged }: OrganiserReportCardProps) {
  const { busy, problem, mutate: tell } = useDeskMutation(onChanged);
  return (
    <ReportCard
      report={report}
      when={formatDeskTime}
      storageKey={`organiser:${circle}:outcome:${report.id}`}
      busy={busy}
      error={<ErrorNotice words={problem} />}
      update={(to) => tell((server) => server.setReport(circle, report.id, to))}
    />
  );
}
