/** Characters at the beginning of a document that decide whether it is markup. */
export const MARKUP_SAMPLE = 4096;

const BEGINNING = /^\s{0,200}(?:<!doctype\s|<html[\s>]|<\?xml\s)/i;
const TAG =
  /<\/?(?:html|head|body|title|meta|link|script|style|div|span|p|br|hr|a|img|ul|ol|li|table|thead|tbody|tr|td|th|h[1-6]|b|i|u|em|strong|font|center|form|input|blockquote|pre|code|section|article|nav|header|footer|main)(?:\s[^<>]{0,1000})?\/?>/gi;
/** A tag in every 300 characters, and not just a few: prose about HTML has fewer, pages have one in 50. */
const LEAST_TAGS = 6;
const CHARACTERS_A_TAG = 300;

/** Whether a document is plainly HTML or XML, given its first MARKUP_SAMPLE characters. */
export function isMarkup(sample: string): boolean {
  if (!sample.includes('<')) return false;
  if (BEGINNING.test(sample)) return true;
  const tags = sample.match(TAG)?.length ?? 0;
  return tags >= LEAST_TAGS && tags * CHARACTERS_A_TAG >= sample.length;
}
