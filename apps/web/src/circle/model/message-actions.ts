/** The actions of this person on a message; the permissions come from the server. */
import type { Message, View } from '@holdspace/protocol';

export type MessageAction = 'take-back' | 'resonate' | 'report' | 'hide' | 'redact';

export function actionsFor({ mine, people }: View, message: Message): readonly MessageAction[] {
  if (message.withdrawn || message.removed) return [];
  const own = message.by === mine.person;
  const actions: MessageAction[] = [];
  if (own && mine.can['take-back'] === true) actions.push('take-back');
  if (!own && message.turn === null && mine.can.resonate === true) actions.push('resonate');
  if (!own && mine.can.report === true) actions.push('report');
  const writer = people.find(({ id }) => id === message.by);
  if (!own && mine.can.hide === true && writer?.role === 'participant') actions.push('hide');
  if (!own && mine.can.redact === true) actions.push('redact');
  return actions;
}
