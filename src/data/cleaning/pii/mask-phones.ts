/** +49 30 1234567, +1 (555) 123-4567: ITU-T E.164, at most 15 digits. */
const INTERNATIONAL = /\+\d{1,3}[ .-]?(?:\(\d{1,4}\)[ .-]?)?\d{1,4}(?:[ ./-]?\d{2,6}){1,5}(?![\w-])/g;
/** (555) 234-5678 and 555-234-5678: area code and exchange begin with 2 to 9. */
const NORTH_AMERICAN = /(?:\([2-9]\d{2}\) ?|[2-9]\d{2}[.-])[2-9]\d{2}[.-]\d{4}(?![\w-])/g;
/** Any digits after a word that says so. */
const TOLD =
  /\b((?:tele)?phone|tel|fax|mobile|cell|call us|telefon|handy|tél)((?: ?(?:no|number|nr))?[.:]{0,2} {0,2})(\(?\d(?:[ ()./-]{0,2}\d){6,14})(?![\w-])/giu;
/** Numbers of books, journals and papers look like telephone numbers. */
const NOT_AFTER = /\b(?:isbn|issn|doi)(?![a-z])/i;
const LOOK_BACK = 24;
/** Before a number of which it is the beginning. */
const GLUED = /[\w.(+-]/;

/** Puts `mark` in the place of telephone numbers. */
export function maskPhones(text: string, mark: string): string {
  const isOther = (whole: string, at: number) => NOT_AFTER.test(whole.slice(Math.max(0, at - LOOK_BACK), at));
  const mask = (found: string, at: number, whole: string) => {
    const digits = found.replace(/\D/g, '').length;
    if (digits < 7 || digits > 15 || (at > 0 && GLUED.test(whole.charAt(at - 1)))) return found;
    return isOther(whole, at) ? found : mark;
  };
  let masked = text;
  if (masked.includes('+')) masked = masked.replace(INTERNATIONAL, mask);
  masked = masked.replace(NORTH_AMERICAN, mask);
  return masked.replace(TOLD, (found, word: string, between: string, number: string, at: number, whole: string) => {
    const digits = number.replace(/\D/g, '').length;
    return digits < 7 || isOther(whole, at) ? found : word + between + mark;
  });
}
