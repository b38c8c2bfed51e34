import { isWhiteSpace } from '@/base/white-space';

/** Counts words, stretches of anything but white space, in a text that comes in parts. */
export class WordCounter {
  count = 0;
  private inside = false;

  add(text: string): void {
    let { count, inside } = this;
    for (let i = 0; i < text.length; i++) {
      const blank = isWhiteSpace(text.charCodeAt(i));
      if (!blank && !inside) count++;
      inside = !blank;
    }
    this.count = count;
    this.inside = inside;
  }
}
