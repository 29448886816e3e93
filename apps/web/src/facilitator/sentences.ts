/** Kind sentences to begin with; each can be changed before it is sent. */
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

export const sentences: Readonly<
  Record<'mute' | 'remove' | 'turn-away' | 'redact', readonly MessageDescriptor[]>
> = {
  mute: [
    msg`Let’s leave some room for others. You can write again in a while.`,
    msg`Please take a moment to breathe and read along. I am here if you want to write to me.`,
    msg`We agreed to speak for ourselves only. Please listen for now.`,
  ],
  remove: [
    msg`I need to keep this circle safe for everyone, so your part ends here for today. You can write to me.`,
    msg`This does not seem to be the right place for you tonight. You are welcome to talk with me about it.`,
  ],
  'turn-away': [
    msg`The circle is already deep in its evening. You are welcome next time.`,
    msg`This circle is for people who were invited to it. Please ask whoever told you about it.`,
  ],
  redact: [
    msg`I took this away because it names somebody who is not here.`,
    msg`I took this away because it could hurt somebody. You can say it in another way.`,
  ],
};
