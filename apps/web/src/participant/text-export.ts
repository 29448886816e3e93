/** The own texts, and the private texts to this person, as plain text. It contains no text of others to the circle. */
import type { OwnExport, PersonId } from '@holdspace/protocol';
import { formatDate, formatTime } from '../lib/i18n/dates.ts';

interface ExportHeadings {
  readonly title: string;
  readonly wrote: string;
  readonly told: string;
  readonly agreed: string;
}

export function textExport(
  mine: OwnExport,
  me: PersonId,
  { title, wrote, told, agreed }: ExportHeadings,
): string {
  const entries = mine.threads.flatMap((thread) => thread.entries);
  const own = [
    ...mine.messages.map(({ at, note, text }) => ({ at, text: note ? `[${note}] ${text}` : text })),
    ...entries.filter(({ by }) => by === me),
    ...mine.reports,
    ...mine.backChannel,
    ...(mine.debriefs ?? []),
    ...(mine.proposals ?? []).flatMap(({ at, text, why }) => [
      { at, text },
      { at, text: why },
    ]),
  ];
  const received = [
    ...entries.filter(({ by }) => by !== me),
    ...mine.receipts.map(({ at, note }) => ({ at, text: note })),
  ];
  return [
    `${title}\n${mine.name}`,
    ...exportSection(wrote, own),
    ...(mine.intention ? [mine.intention.text] : []),
    ...exportSection(told, received),
    ...agreedSection(agreed, mine.agreed ?? null),
  ].join('\n\n');
}

/** An old server says nothing of it, and the texts of an old version may be gone. */
function agreedSection(heading: string, agreed: OwnExport['agreed'] | null): readonly string[] {
  if (!agreed) return [];
  const when = agreed.at === null ? '' : `, ${formatDate(agreed.at)}, ${formatTime(agreed.at)}`;
  return [`${heading}${when}`, ...agreed.clauses.map((clause, n) => `${n + 1}. ${clause}`)];
}

interface ExportLine {
  readonly at: number;
  readonly text: string;
}

function exportSection(heading: string, lines: readonly ExportLine[]): readonly string[] {
  const shown = lines.filter(({ text }) => text !== '').toSorted((one, other) => one.at - other.at);
  if (shown.length === 0) return [];
  return [heading, ...shown.map(({ at, text }) => `${formatDate(at)}, ${formatTime(at)}\n${text}`)];
}

export function downloadText(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `${name}.txt`;
  link.click();
  // Later, because the browser reads the blob after the click.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
