/**
 * The keys of a page over HTTP, from the schema of its body: a misspelt one is found before anything is
 * played.
 */
import type { z } from 'zod';
import type { ViewShape, ViewShapeMap } from './view-shape.ts';

/** What the definitions of maps, lists and wrappers have. */
interface SchemaDef {
  readonly type: string;
  readonly shape?: Readonly<Record<string, z.core.$ZodType>>;
  readonly element?: z.core.$ZodType;
  readonly innerType?: z.core.$ZodType;
}

/** `any` where the body is not a map or a list. */
export function shapeOfSchema(schema: z.core.$ZodType): ViewShape {
  const def: SchemaDef = schema._zod.def;
  if (def.shape !== undefined) {
    return Object.fromEntries(
      Object.entries(def.shape).map(([key, value]) => [key, shapeOfSchema(value)]),
    );
  }
  if (def.element !== undefined) {
    const item = shapeOfSchema(def.element);
    return typeof item === 'object' && !Array.isArray(item) ? [item as ViewShapeMap] : 'any';
  }
  return def.innerType === undefined ? 'any' : shapeOfSchema(def.innerType);
}
