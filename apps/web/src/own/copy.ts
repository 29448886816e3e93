/** What one wrote, as a plain text to keep. Nothing of anybody else is in it. */
import type { Message, Mine } from '@holdspace/protocol';
import { clock, date } from '../words/times.ts';

interface Wrote {
  readonly title: string;
  readonly name: string;
  readonly timeline: readonly Message[];
  readonly mine: Pick<Mine, 'person' | 'threads' | 'reports' | 'intention'>;
}

export function copyOf({ title, name, timeline, mine }: Wrote): string {
  const said = timeline
    .filter(({ by, text }) => by === mine.person && text !== '')
    .map(({ at, note, text }) => entry(at, note ? `[${note}] ${text}` : text));
  const written = mine.threads.flatMap(({ entries }) =>
    entries
      .filter(({ by, text }) => by === mine.person && text !== '')
      .map(({ at, text }) => entry(at, text)),
  );
  const reported = mine.reports.map(({ at, text }) => entry(at, text));
  const parts = [said, written, reported, mine.intention ? [mine.intention.text] : []];
  return [`${title}\n${name}`, ...parts.flat()].join('\n\n');
}

const entry = (at: number, text: string): string => `${date(at)}, ${clock(at)}\n${text}`;

export function saveFile(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `${name}.txt`;
  link.click();
  // Not at once: the browser reads it after the press.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
