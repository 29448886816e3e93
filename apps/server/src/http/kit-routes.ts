/** Routes about kits: those that come along, a preview of any, and a circle saved as one (KIT-1). */
import type { Kit, KitPreview } from '@holdspace/protocol';
import { kitList, kitPreview, kitPreviewRequest, maxKitBytes } from '@holdspace/protocol/http';
import { formatKit } from '@holdspace/protocol/kit';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { kitOfCircle } from '../kits/circle-kit.ts';
import { resolveKit } from './circle-opening.ts';
import type { HttpContext } from './http-context.ts';

/**
 * A body with the text of a kit in it: JSON writes a line end or a quote in two bytes, and what is
 * a little too long is to be told so by the kit's own sentence.
 */
export const kitBodyLimit = 3 * maxKitBytes;

const circleParams = z.object({ circle: z.string().min(1).max(64) });

export const kitRoutes =
  ({ authenticator, kits }: HttpContext): FastifyPluginAsyncZod =>
  async (fastify) => {
    fastify.get(
      '/kits',
      {
        schema: {
          summary: 'The kits that come along: what opens a circle.',
          response: { 200: kitList },
        },
      },
      async (request) => {
        await authenticator.staff(request, 'read-kits');
        return kits.summaries();
      },
    );

    fastify.post(
      '/kits/preview',
      {
        bodyLimit: kitBodyLimit,
        schema: {
          summary:
            'Everything that is in a kit, by its id or its text; nothing is kept. A text that is no kit is answered 400 with a sentence for each fault, with line and column.',
          body: kitPreviewRequest,
          response: { 200: kitPreview },
        },
      },
      async (request) => {
        await authenticator.staff(request, 'read-kits');
        return toKitPreview(resolveKit(kits, request.body.kit));
      },
    );

    fastify.get(
      '/circles/:circle/kit',
      {
        schema: {
          summary:
            'The circle saved as a kit, a text of YAML: purpose, agreements, words and settings. Nothing of its members is in it.',
          params: circleParams,
          response: { 200: z.string() },
        },
      },
      async (request, reply) => {
        const { circle } = await authenticator.circleStaff(
          request,
          'save-kit',
          request.params.circle,
        );
        return reply
          .header('content-disposition', 'attachment; filename="kit.yaml"')
          .type('application/yaml; charset=utf-8')
          .send(formatKit(kitOfCircle(circle)));
      },
    );
  };

/** With every clause in one form. */
function toKitPreview({ kit: _, agreements = [], ...rest }: Kit): KitPreview {
  return {
    ...rest,
    agreements: agreements.map((each) =>
      typeof each === 'string'
        ? { text: each, safety: false }
        : { text: each.text, safety: each.safety === true },
    ),
  };
}
