import { elementwiseWgsl } from '../../elementwise';

export interface HeadsVariant {
  /** 1 to 3. */
  readonly parts: number;
  readonly direction: 'split' | 'merge';
}
export const partName = (i: number) => `part${i}`;

/** One invocation an element of x [B * T, all * D]; `headsN` is the number of heads in part N. */
export function headsWgsl({ parts, direction }: HeadsVariant): string {
  const branches = Array.from({ length: parts }, (_, i) => {
    const place = `${partName(i)}[((b * u.heads${i} + h) * u.time + t) * u.headSize + d]`;
    const move = direction === 'split' ? `${place} = x[i];` : `x[i] = ${place};`;
    return `if (h < u.heads${i}) { ${move} return; }\n  h -= u.heads${i};`;
  });
  return elementwiseWgsl(`
  let d = i % u.headSize;
  let row = i / (u.headSize * u.all);
  let t = row % u.time;
  let b = row / u.time;
  var h = (i / u.headSize) % u.all;
  ${branches.join('\n  ')}`);
}
