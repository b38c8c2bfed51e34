/**
 * A number that may change from step to step: learning rate, dropout seed. A recorded step is replayed without running its code again, so such a
 * number is a function there, asked anew for each replay; eager code passes the number itself.
 */
export type StepNumber = number | (() => number);

export function now(value: StepNumber): number {
  return typeof value === 'function' ? value() : value;
}

/** Whether any attribute of an op is such a function. */
export function changesByStep(attrs: object): boolean {
  return Object.values(attrs).some((value) => typeof value === 'function');
}

type Listener = (uniforms: GPUBuffer, contents: () => ArrayBuffer) => void;
const listeners = new WeakMap<GPUDevice, Listener>();

/** Called once by a recording device: it then hears of every uniform block whose contents change by step. */
export function hearStepUniforms(device: GPUDevice, listener: Listener): void {
  listeners.set(device, listener);
}

export function tellStepUniforms(device: GPUDevice, uniforms: GPUBuffer, contents: () => ArrayBuffer): void {
  listeners.get(device)?.(uniforms, contents);
}
