/** Words that stand for nothing, as spreadsheets, pandas and R write them. */
const NOTHING: ReadonlySet<string> = new Set([
  'na',
  'n/a',
  '#n/a',
  'nan',
  '-nan',
  'null',
  'none',
  'nil',
  '?',
  '-',
  '--',
  '.',
]);

/** Whether a cell says that there is no value. */
export const isMissing = (value: string): boolean => {
  const text = value.trim();
  return text === '' || (text.length <= 4 && NOTHING.has(text.toLowerCase()));
};

/** The number that a cell is, and nothing else: 12, -3.5, 1e6, 1,234.5. */
export function numberIn(value: string): number | undefined {
  const text = value.trim().replace(/^[+-]?\d{1,3}(,\d{3})+(?=\.|$)/, (grouped) => grouped.replaceAll(',', ''));
  if (!/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text)) return undefined;
  const number = Number(text);
  return Number.isFinite(number) ? number : undefined;
}
