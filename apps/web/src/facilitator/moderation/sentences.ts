/** Kind sentences that a moderation form suggests; each can be edited before it is sent. */
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { ModerationAction } from './moderation-actions.ts';

const exclusionSentences = [
  msg`What happened tonight hurt someone, and I have to keep this circle safe. You can reply and tell us how you see it.`,
  msg`We asked you to change this more than once. For now we’re continuing without you. You can ask us to review this.`,
];

export const suggestedSentences: Readonly<Record<ModerationAction, readonly MessageDescriptor[]>> =
  {
    nudge: [
      msg`Take the time you need. We’re listening.`,
      msg`Whenever you’re ready, you can pass the piece on.`,
      msg`I’m glad you’re here. You can just listen if that’s better right now.`,
    ],
    stop: [
      msg`Thank you for what you shared. I’m passing the piece on now so that others are heard too.`,
      msg`There’s more in this than fits here tonight. Let’s talk about it afterwards, just you and me.`,
    ],
    warn: [
      msg`Please speak for yourself, not about others here. I’d like you to stay.`,
      msg`We agreed to give advice only when someone asks for it. Please stick to that.`,
      msg`Those words hurt someone. Please be gentler.`,
    ],
    mute: [
      msg`Let’s leave some room for others. You can write again in a while.`,
      msg`Please take a moment to breathe and read along. I’m here if you want to write to me.`,
      msg`We agreed to speak for ourselves only. Please listen for now.`,
    ],
    remove: [
      msg`I need to keep this circle safe for everyone, so your part ends here for today. You can write to me.`,
      msg`This doesn’t seem to be the right place for you tonight. You’re welcome to talk with me about it.`,
    ],
    exclude: exclusionSentences,
    'exclude-everywhere': exclusionSentences,
    'turn-away': [
      msg`We’re too far into this meeting for someone new. You’re welcome next time.`,
      msg`This circle is for people who were invited. Please ask the person who told you about it.`,
    ],
    redact: [
      msg`I removed this because it names someone who isn’t here.`,
      msg`I removed this because it could hurt someone. You can say it in another way.`,
    ],
  };
