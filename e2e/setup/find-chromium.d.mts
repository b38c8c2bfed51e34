/** The path of a Chromium that runs, or undefined. Throws when LOAM_CHROMIUM names none. */
export function findChromium(): string | undefined;
/** Like `findChromium`, but installs one when there is none. Throws with what to do when that fails. */
export function ensureChromium(log?: (line: string) => void): string;
/** The folder with Chromium's own Vulkan driver (SwiftShader), or undefined. */
export function swiftshaderFolder(chromium?: string): string | undefined;
