/** The actions of this person on a message; the permissions come from the server. */
import type { Message, PersonId } from '@holdspace/protocol';
import type { CircleView } from './circle-view.ts';

export type MessageAction = 'take-back' | 'resonate' | 'report' | 'hide' | 'redact';

/** What this person may do with messages; the fields are plain values, so two can be compared. */
export type MessageRights = Readonly<Record<MessageAction, boolean>> & { readonly me: PersonId };

export const messageRights = ({ mine }: CircleView): MessageRights => ({
  me: mine.person,
  'take-back': mine.can['take-back'] === true,
  resonate: mine.can.resonate === true,
  report: mine.can.report === true,
  hide: mine.can.hide === true,
  redact: mine.can.redact === true,
});

/** `byParticipant`: the writer is in the circle and no facilitator. */
export function actionsFor(
  rights: MessageRights,
  message: Message,
  byParticipant: boolean,
): readonly MessageAction[] {
  if (message.withdrawn || message.removed) return [];
  const own = message.by === rights.me;
  const actions: MessageAction[] = [];
  if (own && rights['take-back']) actions.push('take-back');
  if (!own && message.turn === null && rights.resonate) actions.push('resonate');
  if (!own && rights.report) actions.push('report');
  if (!own && rights.hide && byParticipant) actions.push('hide');
  if (!own && rights.redact) actions.push('redact');
  return actions;
}
