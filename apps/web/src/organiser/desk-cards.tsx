/** The cards of the desk, as the organiser answers them: over HTTP, asked for anew afterwards. */
import { useLingui } from '@lingui/react/macro';
import { ReportCard } from '../desk/report-card.tsx';
import { ThreadCard } from '../desk/thread-card.tsx';
import { type Telling, useTelling } from '../lib/use-telling.ts';
import { clock, dayOf } from '../words/times.ts';
import type { DeskProps, DeskReport, DeskThread } from './desk.tsx';
import { Problem } from './problem.tsx';

type CardProps = Omit<DeskProps, 'desk'>;

const when = (at: number): string => `${dayOf(at)}, ${clock(at)}`;

/** What is shown afterwards is how it is then. */
function useChanging(onChanged: () => void): Telling {
  const telling = useTelling();
  const tell: Telling['tell'] = async (what) => {
    const done = await telling.tell(what);
    if (done) onChanged();
    return done;
  };
  return { ...telling, tell };
}

interface ThreadOfProps extends CardProps {
  readonly thread: DeskThread;
  readonly alerts: readonly string[];
}

export function ThreadOf({ circle, thread, alerts, onChanged }: ThreadOfProps) {
  const { t } = useLingui();
  const { busy, problem, tell } = useChanging(onChanged);
  const { id } = thread;
  return (
    <ThreadCard
      thread={thread}
      alerted={alerts.includes(id)}
      nameOf={({ organiser, name }) => (organiser ? t`An organiser` : (name ?? t`A facilitator`))}
      when={when}
      keep={`organiser:${circle}:answer:${id}`}
      busy={busy}
      said={<Problem words={problem} />}
      see={(answering) => tell((server) => server.seeThread(circle, id, answering))}
      answer={(text) => tell((server) => server.answerThread(circle, id, text))}
      close={(note) => tell((server) => server.closeThread(circle, id, note || undefined))}
    />
  );
}

interface ReportOfProps extends CardProps {
  readonly report: DeskReport;
}

export function ReportOf({ circle, report, onChanged }: ReportOfProps) {
  const { busy, problem, tell } = useChanging(onChanged);
  return (
    <ReportCard
      report={report}
      when={when}
      keep={`organiser:${circle}:outcome:${report.id}`}
      busy={busy}
      said={<Problem words={problem} />}
      set={(to) => tell((server) => server.setReport(circle, report.id, to))}
    />
  );
}
