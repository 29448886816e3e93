import { describe, expect, it } from 'vitest';
import { readSmtpUrl, type SmtpSetting } from '../../src/config/smtp-setting.ts';
import { sendEmail } from '../../src/notifications/email-sender.ts';
import type { Notification } from '../../src/notifications/notification.ts';
import { MailReceiver, testCertificate } from './receivers.ts';

const notification: Notification = {
  id: 'al_0123456789abcdef',
  topic: 'alert',
  url: 'https://circles.example.org/o',
  at: Date.parse('2026-03-01T19:04:00Z'),
};
const from = { name: 'Our circles', address: 'circles@example.org' };
const ben = 'ben@example.org';

function setting(url: string): SmtpSetting {
  const read = readSmtpUrl(url);
  if ('problem' in read) throw new Error(read.problem);
  return { ...read, from };
}

const smtpFault = (text: string, responseCode: number) =>
  Object.assign(new Error(text), { responseCode });

describe('an e-mail', () => {
  it('ALR-2 is plain text to one person, with a link, and nobody’s absence note answers it', async () => {
    const receiver = await MailReceiver.start();
    expect(await sendEmail(setting(receiver.url), ben, notification)).toEqual({
      result: 'handed-over',
    });
    const { from: sender, to, text } = receiver.last;
    expect([sender, to]).toEqual(['circles@example.org', [ben]]);
    expect(text).toMatch(/^From: Our circles <circles@example\.org>\r$/m);
    expect(text).toMatch(/^To: ben@example\.org\r$/m);
    expect(text).toMatch(/^Subject: Holdspace: please have a look\r$/m);
    expect(text).toMatch(/^Content-Type: text\/plain; charset=utf-8\r$/m);
    expect(text).toMatch(/^Auto-Submitted: auto-generated\r$/m);
    expect(text).toContain('\r\nhttps://circles.example.org/o\r\n');
    expect(text).not.toMatch(/html|multipart|X-Mailer/i);
  });

  it('ALR-5 has the same Message-ID at each try', async () => {
    const receiver = await MailReceiver.start();
    for (let n = 0; n < 2; n++) await sendEmail(setting(receiver.url), ben, notification);
    const ids = receiver.mails.map(({ text }) => /^Message-ID: (.*)\r$/m.exec(text)?.[1]);
    expect(ids).toEqual(Array(2).fill('<al_0123456789abcdef@example.org>'));
  });

  it('ALR-4 refused for good, and for now, are told apart and quoted', async () => {
    const receiver = await MailReceiver.start({
      onRcptTo({ address }, _session, done) {
        if (address.startsWith('nobody')) return done(smtpFault('No such person here', 550));
        if (address.startsWith('full')) return done(smtpFault('Mailbox busy, come back', 450));
        return done();
      },
    });
    const smtp = setting(receiver.url);
    expect(await sendEmail(smtp, 'nobody@example.org', notification)).toEqual({
      result: 'refused',
      detail: 'The mail server refused it: “550 No such person here”',
      mayRetry: false,
    });
    expect(await sendEmail(smtp, 'full@example.org', notification)).toEqual({
      result: 'refused',
      detail: 'The mail server does not take it at the moment: “450 Mailbox busy, come back”',
      mayRetry: true,
    });
    expect(receiver.mails).toEqual([]);
  });

  it('ALR-4 a sign-in that is not taken says which setting is wrong, and shows no password', async () => {
    const receiver = await MailReceiver.start({
      authOptional: false,
      authMethods: ['PLAIN'],
      allowInsecureAuth: true,
      onAuth: ({ password }, _session, done) =>
        password === 'right' ? done(null, { user: 'ada' }) : done(new Error('Wrong password')),
    });
    const url = (password: string) => receiver.url.replace('://', `://ada:${password}@`);
    expect(await sendEmail(setting(url('right')), ben, notification)).toEqual({
      result: 'handed-over',
    });
    const refused = await sendEmail(setting(url('wrong%23')), ben, notification);
    expect(refused).toMatchObject({ result: 'refused', mayRetry: false });
    expect(JSON.stringify(refused)).toContain('SMTP_URL');
    expect(JSON.stringify(refused)).not.toMatch(/wrong#|wrong%23/);
  });

  it('ALR-4 nobody there, a server that says nothing, and one that leaves are no answer', async () => {
    const closed = setting('smtp://127.0.0.1:1');
    expect(await sendEmail(closed, ben, notification)).toEqual({
      result: 'no-answer',
      detail: 'The mail server: Nothing takes connections at this address and port.',
      mayRetry: true,
    });
    const silent = await MailReceiver.start({ onData: () => undefined });
    expect(await sendEmail(setting(silent.url), ben, notification, 300)).toMatchObject({
      result: 'no-answer',
      detail: 'The mail server: There was no answer in time.',
    });
  });

  it('ALR-2 goes over TLS or not at all: nothing in the open, no certificate of a stranger', async () => {
    const open = await MailReceiver.start();
    const required = { ...setting(open.url), tls: 'required' } as const;
    expect(await sendEmail(required, ben, notification)).toMatchObject({
      result: 'no-answer',
      detail: expect.stringContaining('does not offer TLS'),
    });
    const certificate = { ...testCertificate(), disabledCommands: [] };
    const upgrading = await MailReceiver.start(certificate);
    const stranger = { ...setting(upgrading.url), tls: 'required' } as const;
    const secure = await MailReceiver.start({ ...certificate, secure: true });
    for (const smtp of [stranger, setting(secure.url)]) {
      expect(await sendEmail(smtp, ben, notification)).toMatchObject({
        result: 'no-answer',
        detail:
          'The mail server: The certificate of the other side comes from nobody that this server trusts.',
      });
    }
    expect([...open.mails, ...upgrading.mails, ...secure.mails]).toEqual([]);
  });
});

describe('SMTP_URL', () => {
  it.each([
    ['smtps://mail.example.org', { port: 465, tls: 'from-the-start', user: null }],
    ['smtp://mail.example.org', { port: 587, tls: 'required' }],
    ['smtp://mail.example.org:25', { port: 25, tls: 'required' }],
    ['smtp://mail.example.org:25?tls=off', { tls: 'off' }],
    ['smtp://localhost:1025', { tls: 'off' }],
    ['smtp://[::1]:1025', { host: '::1', tls: 'off' }],
    ['smtps://a%40b:p%23%25@mail.example.org', { user: 'a@b', password: 'p#%' }],
  ])('ALR-2 %s is read', (url, expected) => {
    expect(readSmtpUrl(url)).toMatchObject(expected);
  });

  it.each([
    ['mail.example.org', /begin with smtps/],
    ['https://mail.example.org', /begin with smtps/],
    ['smtps://', /begin with smtps/],
    ['smtp://mail.example.org:465', /smtps:\/\/ instead/],
    ['smtps://mail.example.org:587', /smtp:\/\/ instead/],
    ['smtps://mail.example.org:25', /smtp:\/\/ instead/],
    ['smtps://mail.example.org?tls=off', /says tls=off/],
    ['smtp://mail.example.org?pool=true', /nothing after \?/],
    ['smtp://mail.example.org/path', /end after the port/],
    ['smtps://user:pass#word@mail.example.org', /begin with smtps|end after the port/],
    ['smtps://user:pa%zz@mail.example.org', /%25/],
  ])('ALR-2 %s says what is wrong, and repeats nothing of it', (url, problem) => {
    const read = readSmtpUrl(url);
    expect(read).toEqual({ problem: expect.stringMatching(problem) });
    expect(JSON.stringify(read)).not.toMatch(/mail\.example|#word|pa%/);
  });
});
