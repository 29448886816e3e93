/** Kind sentences to begin with; each can be changed before it is sent. */
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { ActName } from './acts.ts';

const outOfIt = [
  msg`What happened tonight hurt somebody, and I have to keep this circle safe. You can answer to this and tell us how you see it.`,
  msg`We asked for something else more than once. For now we go on without you; you can ask us to look at it again.`,
];

export const sentences: Readonly<Record<ActName, readonly MessageDescriptor[]>> = {
  nudge: [
    msg`Take the time you need. We are listening.`,
    msg`Whenever you are ready, you can give the piece on.`,
    msg`I am glad you are here. You can just listen if that is better now.`,
  ],
  stop: [
    msg`Thank you for what you shared. I give the piece on now, so that the others are heard too.`,
    msg`There is more in this than fits here tonight. Let us talk about it afterwards, you and I.`,
  ],
  warn: [
    msg`Please speak for yourself, not about others here. I would like you to stay.`,
    msg`We agreed on no advice unless it is asked for. Please keep to that with us.`,
    msg`Those words were hard on somebody. Please be gentler.`,
  ],
  mute: [
    msg`Let’s leave some room for others. You can write again in a while.`,
    msg`Please take a moment to breathe and read along. I am here if you want to write to me.`,
    msg`We agreed to speak for ourselves only. Please listen for now.`,
  ],
  remove: [
    msg`I need to keep this circle safe for everyone, so your part ends here for today. You can write to me.`,
    msg`This does not seem to be the right place for you tonight. You are welcome to talk with me about it.`,
  ],
  exclude: outOfIt,
  'exclude-everywhere': outOfIt,
  'turn-away': [
    msg`The circle is already deep in its evening. You are welcome next time.`,
    msg`This circle is for people who were invited to it. Please ask whoever told you about it.`,
  ],
  redact: [
    msg`I took this away because it names somebody who is not here.`,
    msg`I took this away because it could hurt somebody. You can say it in another way.`,
  ],
};
