/** What is used of a piece of text on a page. Lengths in points; y grows upwards. */
export interface PageItem {
  readonly str: string;
  readonly transform: readonly number[];
  readonly width: number;
  readonly height: number;
  readonly hasEOL: boolean;
}

export interface Line {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly right: number;
  readonly height: number;
}

/** Items in reading order as lines: pdf.js marks their ends and puts spaces between words. */
export function linesOf(items: readonly PageItem[]): Line[] {
  const lines: Line[] = [];
  let held: PageItem[] = [];
  const end = () => {
    const text = held
      .map(({ str }) => str)
      .join('')
      .replace(/\s+/g, ' ')
      .trim();
    const [first] = held.filter(({ str }) => str.trim() !== '');
    if (first && text !== '') {
      const at = (i: number) => first.transform[i] ?? 0;
      const height = Math.max(...held.map((item) => item.height), Math.abs(at(3)), 1);
      const right = Math.max(...held.map((item) => (item.transform[4] ?? 0) + item.width));
      lines.push({ text, x: at(4), y: at(5), right, height });
    }
    held = [];
  };
  for (const item of items) {
    held.push(item);
    // A line is a page wide: what goes on for longer has lost its ends.
    if (item.hasEOL || held.length > 5000) end();
  }
  end();
  return lines;
}
