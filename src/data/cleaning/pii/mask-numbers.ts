/** Groups of digits of a payment card, 13 to 19 (ISO/IEC 7812-1); first digit of the networks that there are. */
const CARD = /[2-6](?:[ -]?\d){12,18}(?![\w-])/g;
/** Lengths by country (SWIFT, IBAN registry 97). */
const IBAN_LENGTHS: Readonly<Record<string, number>> = {
  ...{ AD: 24, AE: 23, AL: 28, AT: 20, AZ: 28, BA: 20, BE: 16, BG: 22, BH: 22, BR: 29, BY: 28, CH: 21, CR: 22, CY: 28 },
  ...{ CZ: 24, DE: 22, DK: 18, DO: 28, EE: 20, EG: 29, ES: 24, FI: 18, FO: 18, FR: 27, GB: 22, GE: 22, GI: 23, GL: 18 },
  ...{ GR: 27, GT: 28, HR: 21, HU: 28, IE: 22, IL: 23, IQ: 23, IS: 26, IT: 27, JO: 30, KW: 30, KZ: 20, LB: 28, LI: 21 },
  ...{ LT: 20, LU: 20, LV: 21, MC: 27, MD: 24, ME: 22, MK: 19, MR: 27, MT: 31, MU: 30, NL: 18, NO: 15, PK: 24, PL: 28 },
  ...{ PS: 29, PT: 25, QA: 29, RO: 24, RS: 22, SA: 24, SE: 24, SI: 19, SK: 24, SM: 27, TN: 24, TR: 26, UA: 29, VG: 24 },
  XK: 20,
};
const IBAN_START = /[A-Z]{2}\d{2}(?= ?[A-Z0-9]{4})/g;

export function maskCards(text: string, mark: string): string {
  return text.replace(CARD, (found, at: number) =>
    (at === 0 || !/[\w.-]/.test(text.charAt(at - 1))) && isCard(found.replace(/[ -]/g, '')) ? mark : found,
  );
}

/** Luhn's check digit (ISO/IEC 7812-1, annex B); not one digit over and over. */
export function isCard(digits: string): boolean {
  if (/^(\d)\1*$/.test(digits)) return false;
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = digits.charCodeAt(digits.length - 1 - i) - 0x30;
    const doubled = i % 2 === 0 ? digit : 2 * digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

export function maskIbans(text: string, mark: string): string {
  let out = '';
  let from = 0;
  for (const { 0: start, index } of text.matchAll(IBAN_START)) {
    const length = IBAN_LENGTHS[start.slice(0, 2)];
    if (length === undefined || index < from || /[A-Za-z0-9]/.test(text.charAt(index - 1))) continue;
    const end = ibanEnd(text, index, length);
    if (end < 0 || !isIban(text.slice(index, end).replaceAll(' ', ''))) continue;
    out += text.slice(from, index) + mark;
    from = end;
  }
  return from === 0 ? text : out + text.slice(from);
}

/** End of so many capitals and digits, single blanks between; -1 if there are fewer or more. */
function ibanEnd(text: string, from: number, length: number): number {
  let count = 0;
  let at = from;
  for (; count < length; at++) {
    if (text[at] === ' ' && text[at - 1] !== ' ') continue;
    if (!/[A-Z0-9]/.test(text.charAt(at))) return -1;
    count++;
  }
  return /[A-Za-z0-9]/.test(text.charAt(at)) ? -1 : at;
}

/** ISO 7064 MOD 97-10: the first four characters last, letters as 10 to 35, remainder 1. */
export function isIban(iban: string): boolean {
  let remainder = 0;
  for (const sign of iban.slice(4) + iban.slice(0, 4)) {
    const value = Number.parseInt(sign, 36);
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
  }
  return remainder === 1;
}
