import type { BinaryFile } from '../binary-file';
import type { TextReader } from '../entry';
import { MarkupScanner } from '../markup/markup-scanner';
import { PartGatherer } from '../part-gatherer';
import { openPackage } from '../zip-package/open-package';
import { mainPart } from '../zip-package/relationships';
import { DocxText } from './docx-text';

/** A document streamed from its main part; only the paragraph at hand is held. Ranges are those of the whole file: it is compressed. */
export const docxReader: TextReader<BinaryFile> = {
  kind: 'text',
  async *parts(file) {
    const zip = await openPackage(file, 'Word document (.docx)');
    const text = new DocxText();
    const scanner = new MarkupScanner('xml', text);
    const gatherer = new PartGatherer();
    for await (const piece of zip.text(await mainPart(zip, 'word/document.xml'))) {
      scanner.write(piece);
      yield gatherer.add(text.taken(), file.sizeBytes);
    }
    scanner.finish();
    yield gatherer.add(text.taken(), file.sizeBytes);
    yield gatherer.finish();
  },
};
