/** A line of text at a place, in points from the lower left. */
export interface PlacedLine {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly size?: number;
}

/** A PDF 1.4 file in Helvetica with lines at places on each page; WinAnsi, so Latin letters only. `trailer` is added to the trailer. */
export function pdfOf(pages: readonly (readonly PlacedLine[])[], trailer = ''): Uint8Array {
  const kids = pages.map((_, i) => `${4 + 2 * i} 0 R`).join(' ');
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
    ...pages.flatMap((lines, i) => {
      const shown = lines.map(
        ({ text, x, y, size = 10 }) => `BT /F1 ${size} Tf ${x} ${y} Td (${text.replace(/[\\()]/g, '\\$&')}) Tj ET`,
      );
      const content = shown.join('\n');
      return [
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Resources << /Font << /F1 3 0 R >> >> /Contents ${5 + 2 * i} 0 R >>`,
        `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
      ];
    }),
  ];
  return pdfFile(objects, trailer);
}

/** Objects, numbered from 1 of which the first is the catalog, as a file with its table. */
export function pdfFile(objects: readonly string[], trailer = ''): Uint8Array {
  let text = '%PDF-1.4\n';
  const offsets = objects.map((object, i) => {
    const at = text.length;
    text += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const table = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  const end = `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${trailer} >>\nstartxref\n${text.length}\n%%EOF\n`;
  return Uint8Array.from(`${text}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}${end}`, (c) =>
    c.charCodeAt(0),
  );
}

/** Lines one below the other. */
export const below = (y: number, texts: readonly string[], x = 50): PlacedLine[] =>
  texts.map((text, i) => ({ text, x, y: y - 12 * i }));

/**
 * A PDF with one line in a font that is not in the file and whose codes only a predefined character map explains (ISO 32000-1, 9.7.5.2), as East
 * Asian programs wrote it for years. `codes` are the bytes of the text in that map's encoding.
 */
export function pdfInCharacterMap(map: string, ordering: string, codes: Uint8Array): Uint8Array {
  const hex = Array.from(codes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  const content = `BT /F1 10 Tf 50 700 Td <${hex}> Tj ET`;
  const system = `/CIDSystemInfo << /Registry (Adobe) /Ordering (${ordering}) /Supplement 2 >>`;
  const descriptor =
    '/FontDescriptor << /Type /FontDescriptor /FontName /Song /Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>';
  return pdfFile([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [4 0 R] /Count 1 >>',
    `<< /Type /Font /Subtype /Type0 /BaseFont /Song-${map} /Encoding /${map} /DescendantFonts [<< /Type /Font /Subtype /CIDFontType0 /BaseFont /Song ${system} ${descriptor} >>] >>`,
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Resources << /Font << /F1 3 0 R >> >> /Contents 5 0 R >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
  ]);
}
