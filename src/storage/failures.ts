import { LoamError } from '@/base/errors';

export function missing(path: string, cause?: unknown): LoamError {
  return new LoamError(
    {
      code: 'storage/missing',
      what: 'This file is not in storage',
      where: path,
      remedy: 'Prepare the data or start the run again: the file was removed, perhaps with the site data.',
    },
    { cause },
  );
}

/**
 * Browsers tell less than the truth about their quota (Chromium's estimate is "what is used + 10 GiB", whatever the disk holds), so the
 * limit is named only where it explains the failure.
 */
export function full(path: string, usage: { usedBytes: number; quotaBytes: number }, cause?: unknown): LoamError {
  const used = `${megabytes(usage.usedBytes)} used`;
  const plausible = usage.quotaBytes > 0 && usage.usedBytes >= usage.quotaBytes * 0.5;
  return new LoamError(
    {
      code: 'storage/full',
      what: plausible
        ? `Storage is full: ${used} of ${megabytes(usage.quotaBytes)}`
        : `Storage is full: ${used}, no room for more`,
      where: path,
      remedy: 'Remove a source or an old run, or free space on the disk, then try again.',
    },
    { cause },
  );
}

export function locked(path: string, cause?: unknown): LoamError {
  return new LoamError(
    {
      code: 'storage/locked',
      what: 'This file is in use elsewhere',
      where: path,
      remedy: 'Close other tabs of the studio, wait for what is running to end, then try again.',
    },
    { cause },
  );
}

/** A path of which a part is a file where a folder is needed, or the other way round. */
export function clash(path: string, cause?: unknown): LoamError {
  return new LoamError(
    {
      code: 'storage/clash',
      what: 'A file and a folder want the same name',
      where: path,
      remedy: 'Remove the older one first.',
    },
    { cause },
  );
}

export function closedWriter(path: string): LoamError {
  return new LoamError({
    code: 'storage/closed',
    what: 'This file was closed before the last write',
    where: path,
    remedy: 'Start the step again.',
  });
}

/** Decimal megabytes, as browsers and disks show them. */
function megabytes(bytes: number): string {
  const value = bytes / 1e6;
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} MB`;
}
