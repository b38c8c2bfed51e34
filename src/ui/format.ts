/** Numbers as people read them. One locale everywhere, so that screens, exports and tests agree. */
const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** 1234567 -> "1,234,567". */
export function formatCount(value: number): string {
  return whole.format(value);
}

const scaled = (value: number, units: readonly string[], base: number): string => {
  let at = 0;
  let rest = value;
  while (Math.abs(rest) >= base * 0.9995 && at < units.length - 1) {
    rest /= base;
    at++;
  }
  const digits = at === 0 || Math.abs(rest) >= 99.95 ? 0 : Math.abs(rest) >= 9.995 ? 1 : 2;
  // A trailing zero says nothing: "1.5", not "1.50".
  return `${Number(rest.toFixed(digits))} ${units[at] ?? ''}`.trim();
};

/** 1234567 -> "1.23 M". */
export function formatCompact(value: number): string {
  return scaled(value, ['', 'k', 'M', 'G', 'T', 'P'], 1000);
}

/** 1234567 -> "1.23 MB" (powers of 1,000, as files are sold). */
export function formatBytes(value: number): string {
  return scaled(value, ['B', 'kB', 'MB', 'GB', 'TB'], 1000);
}

/** Seconds as "0:07", "12:40", "2 h 05 min". */
export function formatDuration(seconds: number): string {
  const all = Math.max(0, Math.round(seconds));
  const two = (n: number) => String(n).padStart(2, '0');
  if (all < 3600) return `${Math.floor(all / 60)}:${two(all % 60)}`;
  return `${Math.floor(all / 3600)} h ${two(Math.floor((all % 3600) / 60))} min`;
}

/** 0.0912 -> "9.1 %"; small shares keep two significant digits. */
export function formatPercent(share: number): string {
  const percent = share * 100;
  if (percent === 0) return '0 %';
  const digits = percent >= 10 ? 0 : percent >= 1 ? 1 : Math.min(6, 1 - Math.floor(Math.log10(percent)));
  return `${Number(percent.toFixed(digits))} %`;
}

/** An option's number as it is typed: thousands ungrouped, tiny values as 1e-5. */
export function formatNumber(value: number): string {
  if (value !== 0 && Math.abs(value) < 1e-3) return value.toExponential().replace('e-0', 'e-');
  return String(Number(value.toPrecision(7)));
}

/** Something measured, as it is read: 6,820 and 0.999, three digits where it is small. */
export function formatMeasure(value: number): string {
  return Math.abs(value) >= 1000 ? formatCount(value) : String(Number(value.toPrecision(3)));
}
