import type { IntegerOption } from './option-kinds';

/** Dimensions that both decoder families share, by names close to Hugging Face's. */
export const layers: IntegerOption = {
  type: 'integer',
  label: 'Layers',
  help: 'Transformer blocks, one on top of the other. Depth costs time in proportion.',
  default: 4,
  min: 1,
  max: 48,
};
export const hidden: IntegerOption = {
  type: 'integer',
  label: 'Hidden size',
  help: 'Numbers that describe one token between layers. Parameters grow with its square.',
  default: 128,
  min: 8,
  max: 2048,
  scale: 'log',
  step: 8,
};
export const heads: IntegerOption = {
  type: 'integer',
  label: 'Heads',
  help: 'Attention looks at the context in this many ways at once; must divide the hidden size.',
  citation: 'Vaswani et al. 2017, section 3.2.2',
  default: 4,
  min: 1,
  max: 64,
};
export const intermediate: IntegerOption = {
  type: 'integer',
  label: 'Feed-forward size',
  help: 'Width of the feed-forward layer inside each block.',
  default: 512,
  min: 8,
  max: 16_384,
  scale: 'log',
  step: 8,
  advanced: true,
};
export const contextLength: IntegerOption = {
  type: 'integer',
  label: 'Context length',
  help: 'How far back the model can look. Attention costs grow with its square.',
  default: 128,
  min: 8,
  max: 4096,
  scale: 'log',
  step: 8,
  unit: 'tokens',
};
