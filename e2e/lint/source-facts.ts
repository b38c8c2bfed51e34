import { parseSync } from 'vite';

/** One reference from a file to another module. */
export interface Reference {
  readonly specifier: string;
  /** `url` is `new URL('./x.ts', import.meta.url)`: how a worker is named. */
  readonly kind: 'static' | 'dynamic' | 'url';
  /** Erased by the compiler: loads no code. */
  readonly typeOnly: boolean;
  readonly line: number;
}
/** What the rules look at in one file. */
export interface SourceFacts {
  readonly references: readonly Reference[];
  /** Property accesses by name and object where that is a plain name: `Math.random`, `x.dataSync`, `?.arraySync` for others. */
  readonly accesses: readonly { readonly object: string; readonly property: string; readonly line: number }[];
  readonly asAny: readonly number[];
  readonly comments: readonly { readonly text: string; readonly line: number }[];
  readonly lines: number;
}

type Node = { readonly type: string; readonly start: number } & Readonly<Record<string, unknown>>;
const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

/** Parses TypeScript (through vite's parser: TypeScript 7 offers none) and collects the facts. Throws on a syntax error. */
export function sourceFacts(path: string, code: string): SourceFacts {
  const parsed = parseSync(path, code);
  if (parsed.errors.length > 0) throw new Error(`${path}: ${parsed.errors[0]?.message}`);
  const starts = [0];
  for (let at = code.indexOf('\n'); at >= 0; at = code.indexOf('\n', at + 1)) starts.push(at + 1);
  const lineAt = (offset: number) => {
    let low = 0;
    for (let high = starts.length; high - low > 1; ) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  };

  const references: Reference[] = [];
  const accesses: { object: string; property: string; line: number }[] = [];
  const asAny: number[] = [];
  const refer = (node: Node, source: unknown, kind: Reference['kind'], typeOnly: boolean) => {
    const specifier = literal(source);
    if (specifier !== undefined) references.push({ specifier, kind, typeOnly, line: lineAt(node.start) });
  };

  const visit = (node: Node): void => {
    switch (node.type) {
      case 'ImportDeclaration':
        refer(node, node.source, 'static', node.importKind === 'type' || allTypes(node.specifiers, 'importKind'));
        break;
      case 'ExportNamedDeclaration':
        refer(node, node.source, 'static', node.exportKind === 'type' || allTypes(node.specifiers, 'exportKind'));
        break;
      case 'ExportAllDeclaration':
        refer(node, node.source, 'static', node.exportKind === 'type');
        break;
      case 'ImportExpression':
        refer(node, node.source, 'dynamic', false);
        break;
      case 'TSImportType':
        refer(node, node.source ?? node.argument, 'static', true);
        break;
      case 'NewExpression':
        if (isNode(node.callee) && node.callee.name === 'URL' && Array.isArray(node.arguments)) {
          const [target, base] = node.arguments as unknown[];
          if (isNode(base) && code.startsWith('import.meta.url', base.start)) refer(node, target, 'url', false);
        }
        break;
      case 'MemberExpression': {
        const property = isNode(node.property)
          ? node.computed
            ? literal(node.property)
            : node.property.name
          : undefined;
        const object = isNode(node.object) && node.object.type === 'Identifier' ? node.object.name : '?';
        if (typeof property === 'string') accesses.push({ object: String(object), property, line: lineAt(node.start) });
        break;
      }
      case 'TSAsExpression':
      case 'TSTypeAssertion':
        if (isNode(node.typeAnnotation) && node.typeAnnotation.type === 'TSAnyKeyword') asAny.push(lineAt(node.start));
        break;
    }
    for (const value of Object.values(node)) {
      if (isNode(value)) visit(value);
      else if (Array.isArray(value)) for (const item of value) if (isNode(item)) visit(item);
    }
  };
  visit(parsed.program as unknown as Node);
  const comments = parsed.comments.map((comment) => ({ text: comment.value, line: lineAt(comment.start) }));
  return { references, accesses, asAny, comments, lines: starts.length };
}

function literal(node: unknown): string | undefined {
  if (!isNode(node)) return undefined;
  if (node.type === 'TSLiteralType') return literal(node.literal);
  return typeof node.value === 'string' ? node.value : undefined;
}

function allTypes(specifiers: unknown, key: 'importKind' | 'exportKind'): boolean {
  return (
    Array.isArray(specifiers) &&
    specifiers.length > 0 &&
    specifiers.every((specifier) => isNode(specifier) && specifier[key] === 'type')
  );
}
