import { LoamError } from './errors';

/** Where a page may fetch without TLS: this machine itself. */
const isThisMachine = ({ hostname }: URL): boolean => /^(localhost|127\.0\.0\.1)$/.test(hostname);

/**
 * The address of a file on the web, as a person writes it; `https://` may be left out. Throws LoamError `fetch/address` for what a page could
 * not or should not ask for.
 */
export function webAddress(text: string): URL {
  const given = text.trim();
  const full = /^[a-z][a-z0-9+.-]*:\/\//i.test(given) ? given : `https://${given}`;
  const url = URL.canParse(full) ? new URL(full) : undefined;
  if (!url || given === '' || /\s/.test(given)) throw refused(given, 'This is no address of a file on the web');
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isThisMachine(url)))
    throw refused(given, `Only https:// is fetched, not ${url.protocol}//`);
  if (url.username !== '' || url.password !== '') throw refused(given, 'It holds a name or a password');
  url.hash = '';
  return url;
}

const refused = (where: string, what: string) =>
  new LoamError({
    code: 'fetch/address',
    what,
    where: where.slice(0, 200),
    remedy: 'Give an address like https://host/file.txt, or download the file and drop it here.',
  });
