import type { DocumentPart } from '@/schema/document';
import type { FileReader } from '@/storage/storage';

/** Bytes read and decoded at once. */
const BLOCK = 1 << 16;

/**
 * The documents that one phase of cleaning hands to the next, in one file: where each lies (its file's name, then its text) and which
 * document of the corpus it is. 20 bytes of memory a document.
 */
export class PhaseText {
  count = 0;
  private starts = new Float64Array(1024);
  private ends = new Float64Array(1024);
  private documents = new Uint32Array(1024);

  add(document: number, start: number, end: number): void {
    if (this.count === this.starts.length) this.grow();
    this.starts[this.count] = start;
    this.ends[this.count] = end;
    this.documents[this.count] = document;
    this.count++;
  }

  /** What stands before the text of a document. A line end in a name becomes a blank: it marks where the text begins. */
  static head(file: string): string {
    return `${file.replaceAll('\n', ' ')}\n`;
  }

  async *parts(file: FileReader): AsyncGenerator<DocumentPart> {
    const block = new Uint8Array(BLOCK);
    for (let index = 0; index < this.count; index++) {
      const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
      const end = this.ends[index] ?? 0;
      let name: string | undefined;
      let begun = '';
      let part = 0;
      for (let at = this.starts[index] ?? 0; at < end; ) {
        const n = file.read(block.subarray(0, Math.min(BLOCK, end - at)), at);
        if (n === 0) throw new Error(`the text between two phases ends at byte ${at}, before ${end}`);
        at += n;
        let text = decoder.decode(block.subarray(0, n), { stream: at < end });
        if (name === undefined) {
          begun += text;
          const line = begun.indexOf('\n');
          if (line < 0) continue;
          name = begun.slice(0, line);
          text = begun.slice(line + 1);
        }
        const provenance = { sourceId: '', file: name, byteStart: 0, byteEnd: 0 };
        yield { document: this.documents[index] ?? 0, part: part++, lastPart: at >= end, text, provenance };
      }
    }
  }

  private grow(): void {
    const { starts, ends, documents } = this;
    this.starts = new Float64Array(starts.length * 2);
    this.starts.set(starts);
    this.ends = new Float64Array(ends.length * 2);
    this.ends.set(ends);
    this.documents = new Uint32Array(documents.length * 2);
    this.documents.set(documents);
  }
}
