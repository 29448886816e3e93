/** The cards of the organiser's desk; each answer is an HTTP request, then the desk loads again. */
import type { StaffApi } from '@holdspace/client';
import { useLingui } from '@lingui/react/macro';
import { ReportCard } from '../../desk/report-card.tsx';
import { ThreadCard } from '../../desk/thread-card.tsx';
import { formatDay, formatTime } from '../../lib/i18n/dates.ts';
import { CommandError } from '../../ui/command-error.tsx';
import { type StaffRequestHandle, useStaffRequest } from '../proof/proof-context.ts';
import type { DeskReport, DeskThread, OrganiserDeskSectionProps } from './desk-data.ts';

type DeskItemProps = Omit<OrganiserDeskSectionProps, 'desk'>;

const formatDeskTime = (at: number): string => `${formatDay(at)}, ${formatTime(at)}`;

interface OrganiserDeskRequest {
  readonly request: StaffRequestHandle;
  /** True when the server accepted it; the desk then loads again. */
  readonly send: (call: (api: StaffApi) => Promise<unknown>) => Promise<boolean>;
}

function useOrganiserDeskRequest(onChanged: () => void): OrganiserDeskRequest {
  const request = useStaffRequest();
  const send: OrganiserDeskRequest['send'] = async (call) => {
    const isDone = (await request.run(call))?.ok === true;
    if (isDone) onChanged();
    return isDone;
  };
  return { request, send };
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
  const { request, send } = useOrganiserDeskRequest(onChanged);
  const { id } = thread;
  return (
    <ThreadCard
      thread={thread}
      isAlerted={alerts.includes(id)}
      nameOf={({ organiser, name }) => (organiser ? t`An organiser` : (name ?? t`A facilitator`))}
      formatTime={formatDeskTime}
      storageKey={`organiser:${circle}:answer:${id}`}
      busy={request.busy}
      error={<CommandError command={request} />}
      markSeen={(answering) => send((api) => api.seeThread(circle, id, answering))}
      answer={(text) => send((api) => api.answerThread(circle, id, text))}
      close={(note) => send((api) => api.closeThread(circle, id, note || undefined))}
    />
  );
}

interface OrganiserReportCardProps extends DeskItemProps {
  readonly report: DeskReport;
}

export function OrganiserReportCard({ circle, report, onChanged }: OrganiserReportCardProps) {
  const { request, send } = useOrganiserDeskRequest(onChanged);
  return (
    <ReportCard
      report={report}
      when={formatDeskTime}
      storageKey={`organiser:${circle}:outcome:${report.id}`}
      busy={request.busy}
      error={<CommandError command={request} />}
      update={(to) => send((api) => api.setReport(circle, report.id, to))}
    />
  );
}
