/** Routes of passkeys (STF-2) and of the fresh proof that heavy acts ask for (STF-4). */
import {
  activeStaffSession,
  houseSlots,
  mayChangePasskeys,
  passkeyByCredential,
  type StaffMember,
} from '@holdspace/core';
import {
  newPasskeyRequest,
  passkeyChanges,
  passkeyOptions,
  passkeySignInRequest,
  proofRequest,
  signedInStaff,
} from '@holdspace/protocol/http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { cookieLifetime } from '../config/cookie-keys.ts';
import { systemContext } from '../ledger/command-context.ts';
import type { ChallengeScope } from '../security/passkey-challenges.ts';
import { type RelyingParty, relyingPartyOf } from '../security/relying-party.ts';
import { browserMark, newId, newSessionId } from '../security/tokens.ts';
import type { SignIn } from './cookies.ts';
import type { HttpContext } from './http-context.ts';
import {
  expectOk,
  noPasskeysHereError,
  notHereError,
  passkeyRefusedError,
  proofNeededError,
} from './http-errors.ts';
import type { StaffRequest } from './request-authenticator.ts';
import { signInCookie } from './sign-in.ts';
import { sharedDeviceLifetime } from './signed-tokens.ts';

type PasskeyApp = Parameters<FastifyPluginAsyncZod>[0];

const noContent = { 204: z.null() };
const emptyBody = z.strictObject({}).optional();
const passkeyParams = z.object({ passkey: z.string().min(1).max(64) });

export const passkeyRoutes =
  (context: HttpContext): FastifyPluginAsyncZod =>
  async (fastify) => {
    addPasskeySignIn(fastify, context);
    addProof(fastify, context);
    addRegistration(fastify, context);
    addChanges(fastify, context);
  };

/** Rejects with a sentence for the person who runs the server, where no browser makes passkeys. */
function expectRelyingParty({ settings }: HttpContext, request: FastifyRequest): RelyingParty {
  const party = relyingPartyOf(settings, request.host);
  if ('problem' in party) throw noPasskeysHereError(party.problem);
  return party;
}

const knockLimit = ({ settings }: HttpContext) =>
  settings.limits ? { rateLimit: { max: settings.knocksPerMinute, timeWindow: '1 minute' } } : {};

function addPasskeySignIn(fastify: PasskeyApp, context: HttpContext): void {
  const { cookies, keys, ledgers, passkeys } = context;
  const scopeOf = ({ browser }: SignIn): ChallengeScope => ({
    ...{ purpose: 'sign-in', browser, session: null },
  });
  fastify.post(
    '/staff/sign-in/options',
    {
      config: knockLimit(context),
      schema: {
        summary: 'What a browser asks a passkey of staff with. No name is needed.',
        body: emptyBody,
        response: { 200: passkeyOptions },
      },
    },
    async (request, reply) => {
      const party = expectRelyingParty(context, request);
      const known = cookies.read(request.headers.cookie);
      const signIn = known ?? cookies.createSignIn();
      if (!known) setSignIn(reply, context, signIn);
      return { options: await passkeys.authenticationOptions(party, scopeOf(signIn)) };
    },
  );
  fastify.post(
    '/staff/sign-in',
    {
      config: knockLimit(context),
      schema: {
        summary: 'Signs somebody of the staff in by a passkey.',
        body: passkeySignInRequest,
        response: { 200: signedInStaff },
      },
    },
    async (request, reply) => {
      const party = expectRelyingParty(context, request);
      const signIn = cookies.read(request.headers.cookie);
      const { credential, label } = request.body;
      const house = await ledgers.house();
      const owned = passkeyByCredential(house.state, credential.id);
      if (!signIn || !owned) throw passkeyRefusedError();
      const proof = await passkeys.verifyAssertion(party, scopeOf(signIn), credential, owned);
      if (!proof) throw passkeyRefusedError();
      // A browser that was shared once stays so until it is signed out: the safe side.
      const shared = signIn.shared || request.body.sharedDevice;
      const session = newSessionId();
      const until = ledgers.store.now() + (shared ? sharedDeviceLifetime : cookieLifetime);
      const mark = browserMark(keys.links, 'house', signIn.browser);
      const answer = await house.handle(
        {
          ...{ do: 'sign-in-by-passkey', passkey: owned.id, ...proof },
          session: { session, until, mark, label },
          replaces: signIn.organiser,
        },
        systemContext,
      );
      if ('refused' in answer) throw passkeyRefusedError();
      setSignIn(reply, context, { ...signIn, shared, organiser: session });
      return { id: owned.staff };
    },
  );
}

function setSignIn(reply: FastifyReply, context: HttpContext, signIn: SignIn): void {
  const { name, value, options } = signInCookie(context, signIn);
  reply.setCookie(name, value, options);
}

interface OwnStaffRequest extends StaffRequest {
  readonly member: StaffMember;
  readonly session: NonNullable<StaffRequest['identity']['session']>;
  readonly scope: (purpose: ChallengeScope['purpose']) => ChallengeScope;
}

/** A person of the staff in a session of theirs; never a program. */
async function ownRequest(
  { authenticator, cookies }: HttpContext,
  request: FastifyRequest,
): Promise<OwnStaffRequest> {
  const found = await authenticator.staff(request, 'change-own');
  const { person, session } = found.identity;
  const member = found.house.state.staff.get(person);
  const browser = cookies.read(request.headers.cookie)?.browser;
  if (session === null || !member || browser === undefined) throw notHereError();
  return { ...found, member, session, scope: (purpose) => ({ purpose, browser, session }) };
}

/** Rejects without a fresh proof, or a link used just now: a stolen session changes no passkeys. */
function expectMayChangePasskeys(
  { ledgers }: HttpContext,
  { house, member, session }: OwnStaffRequest,
): void {
  const now = ledgers.store.now();
  const living = activeStaffSession(house.state, session, now);
  if (!living || !mayChangePasskeys(member, living, now)) throw proofNeededError();
}

const credentialsOf = ({ passkeys }: StaffMember): string[] =>
  [...passkeys.values()].map(({ credential }) => credential);

function addProof(fastify: PasskeyApp, context: HttpContext): void {
  const { passkeys } = context;
  fastify.post(
    '/house/me/proof/options',
    {
      schema: {
        summary: 'What a browser asks a passkey with, for a fresh proof.',
        body: emptyBody,
        response: { 200: passkeyOptions },
      },
    },
    async (request) => {
      const party = expectRelyingParty(context, request);
      const { member, scope } = await ownRequest(context, request);
      const known = credentialsOf(member);
      return { options: await passkeys.authenticationOptions(party, scope('prove'), known) };
    },
  );
  fastify.post(
    '/house/me/proof',
    {
      schema: {
        summary: 'Proves again who this is, by a passkey; counts for 5 minutes.',
        body: proofRequest,
        response: noContent,
      },
    },
    async (request, reply) => {
      const party = expectRelyingParty(context, request);
      const { house, session, scope, identity } = await ownRequest(context, request);
      const { credential } = request.body;
      const owned = passkeyByCredential(house.state, credential.id);
      if (!owned || owned.staff !== identity.person) throw passkeyRefusedError();
      const proof = await passkeys.verifyAssertion(party, scope('prove'), credential, owned);
      if (!proof) throw passkeyRefusedError();
      const command = { do: 'prove-passkey', session, passkey: owned.id, ...proof } as const;
      if ('refused' in (await house.handle(command, systemContext))) throw passkeyRefusedError();
      return reply.code(204).send(null);
    },
  );
}

function addRegistration(fastify: PasskeyApp, context: HttpContext): void {
  const { passkeys } = context;
  fastify.post(
    '/house/me/passkeys/options',
    {
      schema: {
        summary: 'What a browser makes a passkey with.',
        body: emptyBody,
        response: { 200: passkeyOptions },
      },
    },
    async (request) => {
      const party = expectRelyingParty(context, request);
      const own = await ownRequest(context, request);
      const { house, identity, member, scope } = own;
      // Refused before the device makes a passkey that nobody would know.
      expectMayChangePasskeys(context, own);
      const name = house.words.get(houseSlots.staffName(identity.person)) ?? 'Organiser';
      const person = { id: identity.person, name, known: credentialsOf(member) };
      return { options: await passkeys.registrationOptions(party, scope('add'), person) };
    },
  );
  fastify.post(
    '/house/me/passkeys',
    {
      schema: {
        summary: 'Adds a passkey. Beside others it needs a fresh proof, or a link used just now.',
        body: newPasskeyRequest,
        response: { 201: signedInStaff },
      },
    },
    async (request, reply) => {
      const party = expectRelyingParty(context, request);
      const { house, asking, identity, session, scope } = await ownRequest(context, request);
      const { name, credential } = request.body;
      const made = await passkeys.verifyRegistration(party, scope('add'), credential);
      if (!made) throw passkeyRefusedError();
      const passkey = newId('y');
      const { person: staff } = identity;
      const command = { do: 'add-passkey', staff, session, passkey, name, ...made } as const;
      const answer = await house.handle(command, asking);
      if ('refused' in answer && answer.refused === 'not-yours') throw proofNeededError();
      if ('refused' in answer) throw passkeyRefusedError();
      return reply.code(201).send({ id: passkey });
    },
  );
}

function addChanges(fastify: PasskeyApp, context: HttpContext): void {
  fastify.patch(
    '/house/me/passkeys/:passkey',
    {
      schema: {
        summary: 'Names a passkey of one’s own.',
        params: passkeyParams,
        body: passkeyChanges,
        response: noContent,
      },
    },
    async (request, reply) => {
      const { house, asking, identity } = await ownRequest(context, request);
      const named = { staff: identity.person, ...request.params, ...request.body };
      expectOk(await house.handle({ do: 'rename-passkey', ...named }, asking));
      return reply.code(204).send(null);
    },
  );
  fastify.delete(
    '/house/me/passkeys/:passkey',
    {
      schema: {
        summary:
          'Removes a passkey of one’s own, with a fresh proof or a link used just now; sessions that it began end.',
        params: passkeyParams,
        response: noContent,
      },
    },
    async (request, reply) => {
      const own = await ownRequest(context, request);
      expectMayChangePasskeys(context, own);
      const { house, asking, identity } = own;
      const removed = { staff: identity.person, ...request.params };
      expectOk(await house.handle({ do: 'remove-passkey', ...removed }, asking));
      await context.houseOutbox.delivered();
      return reply.code(204).send(null);
    },
  );
}
