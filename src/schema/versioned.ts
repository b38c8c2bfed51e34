import * as z from 'zod/mini';
import { LoamError } from '@/base/errors';

// zod compiles its parsers with `new Function` where it may; the Content-Security-Policy forbids it, in workers too, and asking is reported.
z.config({ jitless: true });

/**
 * A persisted shape: guard, version and migrations together. `migrations[n]` turns version n into version n + 1; a shape at version v has
 * exactly the migrations 1 .. v - 1 (tested for every shape in `versioned.test.ts`).
 */
export interface Versioned<T> {
  readonly name: string;
  readonly version: number;
  parse(raw: unknown, where: string): T;
}

export function versioned<S extends z.ZodMiniType>(
  name: string,
  version: number,
  shape: S,
  migrations: Readonly<Record<number, (old: Record<string, unknown>) => Record<string, unknown>>> = {},
): Versioned<z.infer<S>> {
  for (let v = 1; v < version; v++) if (!migrations[v]) throw new Error(`${name}: no migration from version ${v}`);
  return {
    name,
    version,
    parse(raw, where) {
      const refuse = (what: string): never => {
        throw new LoamError({
          code: 'schema/invalid',
          what,
          where,
          remedy: 'Remove this file, or open it with the version of Loam that wrote it.',
        });
      };
      if (typeof raw !== 'object' || raw === null || !('version' in raw) || typeof raw.version !== 'number') {
        return refuse(`This is not a ${name}: it has no version`);
      }
      let value = raw as Record<string, unknown> & { version: number };
      if (value.version > version)
        return refuse(`This ${name} has version ${value.version}; this studio reads up to ${version}`);
      while (value.version < version) {
        const step = migrations[value.version];
        if (!step) return refuse(`This ${name} has version ${value.version}, which cannot be read`);
        value = { ...step(value), version: value.version + 1 };
      }
      const parsed = shape.safeParse(value);
      if (parsed.success) return parsed.data as z.infer<S>;
      const issue = parsed.error.issues[0];
      return refuse(`This ${name} is damaged at ${issue?.path.join('.') || 'its top level'}: ${issue?.message}`);
    },
  };
}
