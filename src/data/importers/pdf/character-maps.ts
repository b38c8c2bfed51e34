/** Where the predefined character maps of ISO 32000-1, 9.7.5.2 are: in the built studio, and in pdf.js's package. */
export const CHARACTER_MAPS_FOLDER = 'pdf/cmaps/';
const PACKAGE_FOLDER = '../../../../node_modules/pdfjs-dist/cmaps/';

/**
 * What pdf.js asks for data that is not in the PDF. East Asian PDFs name character maps instead of holding them: these are brought, each when it is
 * asked for, from the studio's own files. Fonts are not: nothing is drawn. `onMissing` is told of a map that could not be brought, since pdf.js is
 * silent about it and leaves the text out.
 */
export function characterMaps(
  onMissing: (map: string) => void,
): new () => { fetch(asked: Asked): Promise<Uint8Array> } {
  return class {
    async fetch({ kind, filename }: Asked): Promise<Uint8Array> {
      const name = /^([\w-]+)\.bcmap$/.exec(filename)?.[1];
      if (kind !== 'cMapUrl' || name === undefined) throw new Error(`${filename} is no character map`);
      try {
        return await (inNode ? fromPackage(filename) : fromStudio(filename));
      } catch (error) {
        onMissing(name);
        throw error;
      }
    }
  };
}

interface Asked {
  readonly kind: string;
  readonly filename: string;
}

const inNode = typeof process === 'object' && typeof process.getBuiltinModule === 'function';

async function fromPackage(filename: string): Promise<Uint8Array> {
  const { readFile } = process.getBuiltinModule('node:fs/promises');
  return new Uint8Array(await readFile(new URL(PACKAGE_FOLDER + filename, import.meta.url)));
}

async function fromStudio(filename: string): Promise<Uint8Array> {
  const response = await fetch(`${import.meta.env.BASE_URL}${CHARACTER_MAPS_FOLDER}${filename}`);
  if (!response.ok) throw new Error(`the server answers ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}
