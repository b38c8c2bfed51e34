import { LoamError } from '@/base/errors';

export function unsupported(key: string, value: unknown): LoamError {
  return new LoamError({
    code: 'model/unsupported',
    what: `${key} = ${String(value)} is not something this studio has`,
    where: 'config.json',
    remedy: 'Take a model of the plain architecture.',
  });
}

/** Typed access to an untrusted `config.json` of one `model_type`. Throws LoamError `model/not-<type>` or `model/damaged`. */
export function configReader(modelType: string, config: Readonly<Record<string, unknown>>) {
  if (config.model_type !== modelType)
    throw new LoamError({
      code: `model/not-${modelType}`,
      what: `This is a config of "${String(config.model_type)}", not of "${modelType}"`,
      where: 'config.json',
      remedy: 'Choose the family that the file names.',
    });
  return {
    /** A positive whole number; `fallback` where the key is absent or null. */
    integer(key: string, fallback?: number): number {
      const value = config[key] ?? fallback;
      if (typeof value === 'number' && Number.isInteger(value) && value > 0) return value;
      throw new LoamError({
        code: 'model/damaged',
        what: `${key} is ${String(value)}, not a positive whole number`,
        where: 'config.json',
        remedy: 'Check the file.',
      });
    },
  };
}
