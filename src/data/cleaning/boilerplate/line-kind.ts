/** Longer lines are sentences, whatever they speak of. */
const LONGEST_NOTICE = 250;
const NOTICES = [
  'cookie policy',
  'privacy policy',
  'terms of use',
  'terms of service',
  'terms and conditions',
  'use of cookies',
  'use cookies',
  'uses cookies',
  'accept cookies',
  'accept all cookies',
  'all rights reserved',
  'skip to content',
  'skip to main content',
  'share on facebook',
  'share on twitter',
  'share this',
  'sign up for our newsletter',
  'subscribe to our newsletter',
  'powered by wordpress',
  'enable javascript',
  'leave a comment',
  'leave a reply',
] as const;

const MENU: ReadonlySet<string> = new Set([
  ...['home', 'about', 'about us', 'contact', 'contact us', 'menu', 'login', 'log in', 'log out', 'sign in', 'sign up'],
  ...['register', 'search', 'next', 'previous', 'prev', 'back', 'back to top', 'top', 'share', 'print', 'email', 'rss'],
  ...['sitemap', 'site map', 'help', 'faq', 'faqs', 'news', 'blog', 'shop', 'cart', 'my account', 'account', 'privacy'],
  ...['terms', 'cookies', 'legal', 'imprint', 'impressum', 'careers', 'jobs', 'press', 'support', 'read more', 'more'],
  ...['close', 'submit', 'reply', 'tweet', 'facebook', 'twitter', 'instagram', 'linkedin', 'youtube', 'pinterest'],
]);
/** Between the entries of a menu. */
const BARS = /\s*[|»›>•·/]\s*|\s{2,}|\t/;

/** Whether a short line is a notice that no document is about. */
export function isNotice(line: string): boolean {
  if (line.length > LONGEST_NOTICE) return false;
  const lower = line.toLowerCase();
  if (NOTICES.some((phrase) => lower.includes(phrase))) return true;
  return /^\W{0,4}(?:copyright\b|©|\(c\)) ?.{0,100}\b(?:19|20)\d\d/.test(lower);
}

/** Whether a line is a menu: nothing but menu words, or three entries and more between bars of which one is such a word. */
export function isNavigation(line: string): boolean {
  if (line.length > LONGEST_NOTICE) return false;
  const entries = line
    .trim()
    .toLowerCase()
    .split(BARS)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
  if (entries.length === 0) return false;
  const known = entries.filter((entry) => MENU.has(entry)).length;
  if (known === entries.length) return true;
  return entries.length >= 3 && known >= 1 && entries.every((entry) => entry.split(' ').length <= 4);
}
