import { elementwiseWgsl } from '../../elementwise';

/** One invocation an element. Factors that need more than float32 (1 - beta^step) come computed from the host. */
export function adamWWgsl({ scaled }: { readonly scaled: boolean }): string {
  return elementwiseWgsl(`
  let g = gradient[i]${scaled ? ' * gradientScale[0]' : ''};
  let newM = u.beta1 * m[i] + u.restBeta1 * g;
  let newV = u.beta2 * v[i] + u.restBeta2 * g * g;
  m[i] = newM;
  v[i] = newV;
  parameter[i] = parameter[i] * u.keep - u.rate * newM / (sqrt(newV) * u.inverseRoot + u.epsilon);`);
}
