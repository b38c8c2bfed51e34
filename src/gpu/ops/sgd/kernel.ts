import { flatWgsl } from '../../flat/elementwise';
import { DECAYED } from '../../flat/layout';

export interface SgdVariant {
  readonly nesterov: boolean;
}

/** One invocation for four elements. */
export function sgdWgsl({ nesterov }: SgdVariant): string {
  return flatWgsl(
    `
  let scale = gradientScale[0];
  if (scale < 0.0) { return; }
  let g = gradient[i] * scale;
  let moving = u.momentum * velocity[i] + g;
  let keep = select(1.0, u.keep, (block & ${DECAYED}) != 0);
  let moved = parameter[i] * keep - u.rate * (${nesterov ? 'g + u.momentum * moving' : 'moving'});`,
    { velocity: 'moving', parameter: 'moved' },
  );
}
