import { Registry } from '@/base/registry';
import { adamw } from './adamw';
import type { OptimizerEntry } from './entry';

/** Optimizers; the first is the default. */
export const optimizers = new Registry<OptimizerEntry>('optimizer', [adamw]);
