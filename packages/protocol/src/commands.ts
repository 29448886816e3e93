/**
 * The schema of every command a client may send. Durations are strings like `90s` or `5m`
 * on the wire and milliseconds inside. Unknown keys are refused: a misspelt field must not
 * be silently ignored.
 */
import {
  asks,
  type ClientCommand,
  facilitatorPlaces,
  handsOrders,
  helpKinds,
  intentionOutcomes,
  modes,
  phases,
  reasons,
  reportStates,
  seats,
} from '@holdspace/core';
import { z } from 'zod';

const units = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** `500ms`, `2s`, `90s`, `5m`, `24h`, `30d`: a whole number and its unit. */
export const duration = z
  .string()
  .regex(/^\d{1,6}(ms|s|m|h|d)$/, 'needs a number and a unit, for example 90s or 5m')
  .transform((text) => {
    const unit = /[a-z]+$/.exec(text)?.[0] as keyof typeof units;
    return Number.parseInt(text, 10) * units[unit];
  });

const id = z.string().min(1).max(64);
const person = id.transform((value) => value as never);
// Length is judged by the rules (`empty`, `too-long`); this bound only keeps packets sane.
const text = z.string().max(16_384);
const seconds = z.number().int().min(1).max(86_400);
const reason = z.enum(reasons);
const order = z.array(person).max(200);
/** The floor as the facilitator saw it; the client library fills it in (RND-18). */
const seen = { seen: z.number().int().min(0).optional() };
/** The turn that was seen; the client library fills it in (TXT-5). */
const ofTurn = { turn: person.optional() };
const ask = z.enum(asks);

const command = <Name extends string, Fields extends z.ZodRawShape>(name: Name, fields: Fields) =>
  z.strictObject({ do: z.literal(name), ...fields });

export const clientCommand = z.discriminatedUnion('do', [
  command('join', { seat: z.enum(seats), firstTime: z.boolean().optional() }),
  command('leave', {}),
  command('step-out', {}),
  command('come-back', {}),
  command('set-seat', { seat: z.enum(seats) }),
  command('write-here', {}),
  command('admit', { who: person }),
  command('turn-away', {
    who: z.union([person, z.array(person).min(1).max(200)]),
    reason,
    note: text.optional(),
  }),
  command('lock', {}),
  command('unlock', {}),
  command('open-doors', {}),
  command('begin', {}),
  command('set-phase', { phase: z.enum(phases) }),
  command('extend', { minutes: z.number().int().min(1).max(240) }),
  command('close', {}),
  command('set-floor', {
    ...seen,
    mode: z.enum(modes),
    slow: seconds.optional(),
    seconds: seconds.optional(),
    order: z.enum(handsOrders).optional(),
  }),
  command('resume', { ...seen }),
  command('hold', { ...seen }),
  command('stop-turn', { ...seen, who: person, note: text }),
  command('give-floor', { ...seen, who: person }),
  command('set-aside', { ...seen, who: person }),
  command('wait-longer', { ...seen, seconds }),
  command('extend-offer', { ...seen, seconds }),
  command('start-round', {
    ...seen,
    prompt: text,
    order: order.optional(),
    facilitator: z.enum(facilitatorPlaces).optional(),
  }),
  command('end-round', { ...seen }),
  command('reorder', { ...seen, order }),
  command('insert', { ...seen, who: person }),
  command('set-prompt', { ...seen, prompt: text }),
  command('take', { ...ofTurn }),
  command('pass', { ...ofTurn }),
  command('later', { ...ofTurn }),
  command('done', { ...ofTurn }),
  command('yield', { ...ofTurn }),
  command('set-ask', { ...ofTurn, ask }),
  command('raise-hand', {}),
  command('lower-hand', { who: person.optional() }),
  command('say', { text, ask: ask.optional(), note: text.optional() }),
  command('release', { message: person }),
  command('erase-mine', {}),
  command('take-back', { message: person }),
  command('resonate', {
    kind: z.string().min(1).max(60),
    turn: person.optional(),
    message: person.optional(),
  }),
  command('redact', { message: person, reason, note: text }),
  command('mute', {
    who: person,
    for: z.union([z.literal('meeting'), duration]).optional(),
    reason,
    note: text,
    resonance: z.boolean().optional(),
  }),
  command('unmute', { who: person }),
  command('remove', { who: person, reason, note: text }),
  command('nudge', { who: person, note: text }),
  command('warn', { who: person, reason, note: text }),
  command('exclude', {
    who: person,
    until: z.iso
      .datetime({ offset: true })
      .transform((moment) => Date.parse(moment))
      .optional(),
    reason,
    note: text,
  }),
  command('exclude-everywhere', { who: person, reason, note: text }),
  command('hide', { who: person }),
  command('unhide', { who: person }),
  command('take-lead', {}),
  command('hand-over', { who: person }),
  command('stand-in', {}),
  command('ask-help', { kind: z.enum(helpKinds), text: text.optional() }),
  command('note', { text }),
  command('appeal', { receipt: person, text }),
  command('report', {
    target: z.union([z.strictObject({ message: person }), z.strictObject({ who: person })]),
    text,
  }),
  command('feedback', { text }),
  command('see', { thread: person, answering: z.boolean().optional() }),
  command('answer', { thread: person, text }),
  command('close-thread', { thread: person, note: text.optional() }),
  command('back-channel', { text, debrief: z.boolean().optional() }),
  command('set-report', {
    report: person,
    state: z.enum(reportStates),
    outcome: text.optional(),
  }),
  command('intend', { text }),
  command('intention', { outcome: z.enum(intentionOutcomes) }),
  command('export-mine', {}),
  command('forget-me', {}),
]);

/** What a client sends: a command as written on the wire. */
export type WireCommand = z.input<typeof clientCommand>;

/** The id is made once per intent and kept through retries. */
export const commandId = z.string().regex(/^[\w-]{8,64}$/);

type Parsed = z.output<typeof clientCommand>;
/** Compile-time proof that the wire and the core mean the same commands. */
export const parseCommand = (input: unknown): z.ZodSafeParseResult<ClientCommand> =>
  clientCommand.safeParse(input) as z.ZodSafeParseResult<Parsed & ClientCommand>;
