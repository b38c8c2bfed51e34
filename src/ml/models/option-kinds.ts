import type { NumberSpec } from '@/base/options';

/** A whole-number option. */
export type IntegerOption = NumberSpec & { readonly type: 'integer' };
