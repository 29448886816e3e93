/** The table of speech as docs/spoken.md shows it. */
import { speechTable } from '../../src/circle/speech/speech-table.ts';
import { type SpeechSubject, silencedSubjects } from '../../src/lib/speech/speech-queue.ts';
import { focusRules, implicitFocusRules } from '../../src/ui/focus-table.ts';

const head = `# What is spoken

Written from the table in \`apps/web/src/circle/speech/speech-table.ts\` (SPK-1); a test holds both equal. Speech goes through two live regions at the end of the page: a polite one and an assertive one.

- **Queue.** Nothing replaces anything: a sentence waits until the one before it was handed over. What is found in one step of the circle is spoken in the order of these tables.
- **Messages** of the same second, or of the time in which a person typed, are spoken one by one up to three of them. More become one sentence that names all authors; what facilitators said follows in full.
- **Typing.** Speech about others waits until a person has not typed for three seconds. Answers to their own acts and what is assertive do not wait.
- **Truth.** A sentence that stopped being true is not spoken, and leaves its region in the same step. Every sentence leaves its region after ten seconds. Words that are taken back or removed leave the queue and the region at once (TXT-4).
- **Never spoken:** typing, resonance in public, participants who come or go, and whatever comes from a person whom one hides (VOI-9).

The setting *Screen reader* silences rows by what they are about:
`;

const settings = {
  everything: 'Every message',
  summaries: 'Summaries only',
  mine: 'My turn and facilitators only',
  nothing: 'Nothing',
} as const;
const subjects: Readonly<Record<SpeechSubject, string>> = {
  always: 'what is done to me, what I did, calls for help',
  mine: 'my turn, my seat, my words',
  facilitator: 'what facilitators say',
  circle: 'how the meeting goes on',
  people: 'what others say and do',
  leading: 'what facilitators need to know',
};

const line = (...cells: readonly string[]) => `| ${cells.join(' | ')} |`;
const silencedBy = (subject: SpeechSubject) =>
  Object.entries(settings)
    .filter(([setting]) => silencedSubjects[setting as keyof typeof settings].includes(subject))
    .map(([, name]) => `*${name}*`)
    .join(', ');

export function speechDocument(): string {
  const parts = [head];
  parts.push(
    [
      line('about', ...Object.values(settings).map((name) => `*${name}*`)),
      line(...Array.from({ length: 5 }, () => '---')),
      ...Object.entries(subjects).map(([subject, words]) =>
        line(
          words,
          ...Object.keys(settings).map((setting) => {
            const all = !silencedSubjects[setting as keyof typeof settings].includes(
              subject as SpeechSubject,
            );
            const said = subject === 'people' || subject === 'facilitator';
            return all ? (setting === 'summaries' && said ? 'messages as a summary' : 'yes') : '–';
          }),
        ),
      ),
    ].join('\n'),
  );
  for (const [title, rows] of Object.entries(speechTable)) {
    parts.push(
      [
        `\n## ${title}\n`,
        line('what happens', 'who hears it', 'level', 'words', 'true until', 'silenced by'),
        line(...Array.from({ length: 6 }, () => '---')),
        ...rows.map((row) =>
          line(
            row.event,
            row.hears,
            row.level,
            `${row.example()}${row.gathers ? ' (gathered)' : ''}`,
            row.until ?? '–',
            silencedBy(row.subject) || '–',
          ),
        ),
      ].join('\n'),
    );
  }
  parts.push(
    [
      `\n# Where the focus goes\n`,
      'Written from `apps/web/src/ui/focus-table.ts` (SPK-2). The focus is never on the body of the page: what loses it gives it on, in the same step.\n',
      line('after', 'the focus goes'),
      line('---', '---'),
      ...[...Object.values(focusRules), ...implicitFocusRules].map(({ act, words }) =>
        line(act, words),
      ),
    ].join('\n'),
  );
  return `${parts.join('\n')}\n`;
}
