/** Counts words, stretches of anything but white space, in a text that comes in parts. */
export class WordCounter {
  count = 0;
  private inside = false;

  add(text: string): void {
    let { count, inside } = this;
    for (let i = 0; i < text.length; i++) {
      const blank = isBlank(text.charCodeAt(i));
      if (!blank && !inside) count++;
      inside = !blank;
    }
    this.count = count;
    this.inside = inside;
  }
}

/** Unicode's White_Space, all of which lies in the basic plane. */
function isBlank(unit: number): boolean {
  if (unit <= 0x20) return unit === 0x20 || (unit >= 9 && unit <= 13);
  if (unit < 0x85) return false;
  return (
    unit === 0x85 ||
    unit === 0xa0 ||
    unit === 0x1680 ||
    (unit >= 0x2000 && unit <= 0x200a) ||
    unit === 0x2028 ||
    unit === 0x2029 ||
    unit === 0x202f ||
    unit === 0x205f ||
    unit === 0x3000
  );
}
