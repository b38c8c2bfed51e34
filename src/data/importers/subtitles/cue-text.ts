const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  nbsp: '\u00a0',
  lrm: '\u200e',
  rlm: '\u200f',
};

/** A line of a cue without its markup: tags of both formats, `{\an8}` of players, escapes of WebVTT. */
export function cueText(line: string): string {
  return line
    .replace(/<\/?[a-z0-9:.][^<>]{0,200}>/gi, '')
    .replace(/\{\\[^{}]{0,200}\}/g, '')
    .replace(/&(amp|lt|gt|nbsp|lrm|rlm);/g, (all, name: string) => ENTITIES[name] ?? all)
    .trim();
}

/** Lines of a cue are one: broken to fit a screen. A dash begins what another person says. */
export function joinedCue(lines: readonly string[]): string {
  let text = '';
  for (const line of lines) text += text === '' ? line : /^[-–—♪]/.test(line) ? `\n${line}` : ` ${line}`;
  return text;
}
