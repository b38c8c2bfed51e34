import { Registry } from '@/base/registry';
import { adafactor } from './adafactor';
import { adamw } from './adamw';
import type { OptimizerEntry } from './entry';
import { lion } from './lion';
import { muon } from './muon';
import { sgd } from './sgd';

/** Optimizers; the first is the default. */
export const optimizers = new Registry<OptimizerEntry>('optimizer', [adamw, sgd, lion, adafactor, muon]);
